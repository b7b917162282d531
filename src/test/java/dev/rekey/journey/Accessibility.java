package dev.rekey.journey;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.stream.Collectors;

/// WCAG 2.2, levels A and AA, as far as axe-core can tell.
final class Accessibility {

  private static final List<String> WCAG_2_2_AA =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

  private Accessibility() {}

  static void check(Page page) {
    List<Rule> violations = new AxeBuilder(page).withTags(WCAG_2_2_AA).analyze().getViolations();
    if (!violations.isEmpty()) {
      throw new AssertionError(
          "Not usable by everybody: %s%n%s"
              .formatted(
                  page.url(),
                  violations.stream()
                      .map(Accessibility::sentence)
                      .collect(Collectors.joining("\n"))));
    }
  }

  private static String sentence(Rule rule) {
    return rule.getNodes().stream()
        .map(Accessibility::node)
        .collect(
            Collectors.joining("\n", "- %s (%s)%n".formatted(rule.getHelp(), rule.getId()), ""));
  }

  private static String node(CheckedNode node) {
    return "    %s%n      %s"
        .formatted(
            node.getHtml(), String.valueOf(node.getFailureSummary()).replace("\n", "\n      "));
  }
}
