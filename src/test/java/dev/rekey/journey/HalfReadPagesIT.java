package dev.rekey.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitUntilState;
import dev.rekey.local.fixture.SlowProxy;
import java.net.URI;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A page that is drawn before all of it is there moves under the finger of whoever is on a slow
/// line.
@Timeout(120)
class HalfReadPagesIT {
  private static final String WAITS = "rel=\"expect\"";
  private static final String DRAWN = "performance.getEntriesByType('paint').length > 0";

  @RegisterExtension final Journey journey = new Journey();

  @ParameterizedTest
  @ValueSource(strings = {"/forgot-password", "/administration/signed-out"})
  void aPageIsDrawnWhenItIsWhole(String path) {
    isDrawnWhenItIsWhole(journey.service(), path, path.substring(1).replace('/', '-'));
  }

  @Test
  void soIsTheMailbox() {
    isDrawnWhenItIsWhole(journey.mailboxPage(), "/", "mailbox");
  }

  private void isDrawnWhenItIsWhole(URI server, String path, String name) {
    try (SlowProxy line = SlowProxy.to(server, UnaryOperator.identity());
        SlowProxy other = SlowProxy.to(server, page -> page.replace(WAITS, ""))) {
      Visitor visitor = journey.visitor(Visit.in("sv"));
      Page page = halfRead(visitor, line.address().resolve(path));
      Visitor witness = journey.visitor(Visit.in("sv"));
      Page asItComes = halfRead(witness, other.address().resolve(path));

      until(asItComes, DRAWN);
      journey.faultsOf(witness);
      assertThat((boolean) page.evaluate(DRAWN)).as("drawn though it is not whole").isFalse();

      line.letThrough();
      until(page, DRAWN);
      visitor.seesAGoodPage("slow-line-" + name);
      assertThat(journey.faultsOf(visitor)).allMatch(HalfReadPagesIT::isOfTheLine);
    }
  }

  /// Opens a page, and returns when all is there that comes at once.
  private static Page halfRead(Visitor visitor, URI address) {
    Page page = visitor.page();
    page.navigate(
        address.toString(), new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
    until(page, "document.querySelector('h1')");
    return page;
  }

  /// Looks again and again; the animation frames that Playwright would wait for come only with what
  /// is drawn.
  private static void until(Page page, String condition) {
    page.waitForFunction(condition, null, new Page.WaitForFunctionOptions().setPollingInterval(20));
  }

  private static boolean isOfTheLine(String fault) {
    return fault.startsWith("A request to another host: http://localhost:");
  }
}
