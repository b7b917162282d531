package dev.rekey.journey;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// WCAG 2.2, levels A and AA, as far as axe-core can tell.
///
/// What is in a frame is not looked at: in a sandbox without scripts axe would never come back. A
/// mail is looked at by itself instead.
final class Accessibility {

  private static final String AXE = axe();

  /// What is wrong, as sentences; nothing where all is well.
  private static final String CHECK =
      """
      async () => {
        const result = await axe.run(document, {
          iframes: false,
          resultTypes: ['violations'],
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
        });
        return result.violations.map(rule => '- ' + rule.help + ' (' + rule.id + ')\\n'
          + rule.nodes.map(node => '    ' + node.html + '\\n      '
            + node.failureSummary.replaceAll('\\n', '\\n      ')).join('\\n')).join('\\n');
      }
      """;

  private Accessibility() {}

  static void check(Page page) {
    page.evaluate(AXE);
    Object violations = page.evaluate(CHECK);
    if (!"".equals(violations)) {
      throw new AssertionError("Not usable by everybody: %s%n%s".formatted(page.url(), violations));
    }
  }

  private static String axe() {
    try (InputStream file = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
      if (file == null) {
        throw new IllegalStateException("There is no axe-core");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
