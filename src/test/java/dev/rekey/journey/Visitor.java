package dev.rekey.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ScreenshotAnimations;
import dev.rekey.local.fixture.TestScope;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Somebody with a browser of their own. Whatever no page may ever do is noted on the way, and told
/// by [#faults] when they leave: errors on the console, violations of the Content-Security-Policy,
/// requests to other hosts, shifts of the layout that nobody asked for.
final class Visitor {

  private static final Path PICTURES = Path.of("target", "screenshots");

  /// Tells what only the page itself gets to know.
  private static final String OBSERVER =
      """
      (() => {
        const place = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(' ');
        const shifts = entries => entries
          .filter(entry => !entry.hadRecentInput && entry.value > 0)
          .forEach(entry => window.rekeyFault('The layout shifts by ' + entry.value.toFixed(4)
            + ' on ' + location.pathname + ': ' + entry.sources
              .map(source => (source.node && (source.node.outerHTML || source.node.data || '').slice(0, 120))
                + ' from ' + place(source.previousRect) + ' to ' + place(source.currentRect))
              .join(' | ')));
        const observer = new PerformanceObserver(list => shifts(list.getEntries()));
        observer.observe({ type: 'layout-shift', buffered: true });
        document.addEventListener('securitypolicyviolation', violation =>
          window.rekeyFault('The policy forbids ' + violation.effectiveDirective + ' of '
            + violation.blockedURI + ' on ' + location.pathname));
        window.rekeyFlush = () => shifts(observer.takeRecords());
      })();
      """;

  /// What is drawn last is drawn when this is done.
  private static final String SETTLE =
      """
      async () => {
        await document.fonts.ready;
        await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
        if (window.rekeyFlush) window.rekeyFlush();
      }
      """;

  /// What is for those without scripts, in `noscript` and in styles, though now some may run.
  private static final String AS_WITHOUT_SCRIPTS =
      """
      () => {
        document.body.querySelectorAll('noscript').forEach(hidden => {
          const shown = document.createElement('div');
          shown.append(...hidden.childNodes);
          hidden.replaceWith(shown);
        });
        for (const sheet of document.styleSheets) {
          for (const rule of [...sheet.cssRules].filter(one => one instanceof CSSMediaRule)) {
            rule.media.mediaText = rule.media.mediaText
              .replace(/\\(scripting: none\\)/, 'all')
              .replace(/\\(scripting: enabled\\)/, 'not all');
          }
        }
      }
      """;

  private static final String SHIFT = "The layout shifts";
  private static final String REFUSED_LOAD = "Failed to load resource: the server responded";

  /// Language and name of each state that has passed [#seesAGoodPage].
  private static final Set<String> PASSED = ConcurrentHashMap.newKeySet();

  private final Visit visit;
  private final List<String> hosts;
  private final BrowserContext context;
  private final Page page;
  private final List<String> faults = new ArrayList<>();
  private final List<Request> finished = new ArrayList<>();
  private final Set<String> documents = new HashSet<>();
  private final Map<Page, CDPSession> withoutScripts = new HashMap<>();

  Visitor(JourneyEnvironment journeyEnvironment, Visit visit) {
    this.visit = visit;
    this.hosts = journeyEnvironment.hosts();
    this.context = journeyEnvironment.chromium().browser().newContext(visit.options());
    context.setDefaultTimeout(Chromium.TIMEOUT_MILLIS);
    context.exposeBinding("rekeyFault", (_, arguments) -> fault(arguments[0].toString()));
    context.addInitScript(OBSERVER);
    context.onRequest(this::request);
    context.onRequestFinished(finished::add);
    context.onResponse(this::response);
    context.onConsoleMessage(this::console);
    context.onWebError(error -> faults.add("Thrown and not caught: " + error.error()));
    this.page = context.newPage();
    if (!visit.scripts()) {
      forbidScripts(page);
    }
  }

  Visit visit() {
    return visit;
  }

  Page page() {
    return page;
  }

  void open(URI address) {
    page.navigate(address.toString());
  }

  /// Checks that the page is accessible: axe finds no violation of WCAG 2.2 AA, and it does not
  /// scroll sideways. Keeps a picture of it.
  ///
  /// `name` is that of the page's state. A state that has passed in the same kind of visit is
  /// checked by axe again only in a complete run.
  void seesAGoodPage(String name) {
    String language = visit.language().toLanguageTag();
    String state = name + visit.kind();
    boolean known = !TestScope.isComplete() && PASSED.contains(language + " " + state);
    withScripts(
        page,
        () -> {
          page.evaluate(SETTLE);
          if (!known) {
            picture(page, language, state);
            Accessibility.check(page);
          }
        });
    assertThat(widthToScrollTo(page))
        .as("%s has to be scrolled sideways", page.url())
        .isLessThanOrEqualTo(visit.width());
    PASSED.add(language + " " + state);
  }

  /// What leaves the browser from now on, as the browser tells it: a line for each request, with
  /// its method, address, headers and body, and one for the headers as they are on the wire.
  List<String> watchWhatIsSent() {
    List<String> sent = new ArrayList<>();
    CDPSession session = context.newCDPSession(page);
    session.on(
        "Network.requestWillBeSent",
        event -> {
          JsonObject request = event.getAsJsonObject("request");
          JsonElement body = request.get("postData");
          sent.add(
              String.join(
                  " ",
                  request.get("method").getAsString(),
                  request.get("url").getAsString(),
                  request.get("headers").toString(),
                  body == null ? "" : body.getAsString()));
        });
    session.on(
        "Network.requestWillBeSentExtraInfo", event -> sent.add(event.get("headers").toString()));
    session.send("Network.enable");
    return sent;
  }

  /// What came over the network for all pages so far, headers and bodies, in bytes.
  long transferred() {
    return finished.stream()
        .map(Request::sizes)
        .mapToLong(sizes -> sizes.responseHeadersSize + sizes.responseBodySize)
        .sum();
  }

  /// A picture that helps to see why a journey failed.
  void lastLook(String name) {
    picture(page, "failures", name + visit.kind());
  }

  /// Goes away, and tells what no page may do and one did.
  List<String> leave() {
    context.close();
    return List.copyOf(faults);
  }

  private boolean fault(String sentence) {
    // what moves where scripts begin to run for a check moves for nobody else
    return (visit.scripts() || !sentence.startsWith(SHIFT)) && faults.add(sentence);
  }

  private void request(Request request) {
    URI address = URI.create(request.url());
    boolean network = Set.of("http", "https", "ws", "wss").contains(address.getScheme());
    if (network && !hosts.contains(address.getAuthority())) {
      faults.add("A request to another host: " + request.url());
    }
  }

  private void response(Response response) {
    if (response.request().isNavigationRequest()) {
      documents.add(response.url());
    }
  }

  /// A page that says 404 or 410 to whoever opens it is as it is to be, and Chromium calls it an
  /// error all the same; an icon that no page named is asked for by Chromium alone.
  private void console(ConsoleMessage message) {
    String where = message.location().replaceFirst(":\\d+:\\d+$", "");
    boolean expected =
        message.text().startsWith(REFUSED_LOAD)
            && (documents.contains(where) || where.endsWith("/favicon.ico"));
    // what a sandbox is for: here it keeps the scripts of the check out
    boolean kept = message.text().startsWith("Blocked script execution");
    if (message.type().equals("error") && !expected && !kept) {
      faults.add("On the console: %s (%s)".formatted(message.text(), message.location()));
    }
  }

  /// Where pages run no scripts, those of the check do, once the page is there.
  private void withScripts(Page shown, Runnable check) {
    CDPSession forbidding = withoutScripts.get(shown);
    if (forbidding == null) {
      check.run();
      return;
    }
    forbidScripts(forbidding, false);
    try {
      // what is for those without scripts is not drawn while any may run
      shown.evaluate(AS_WITHOUT_SCRIPTS);
      check.run();
    } finally {
      forbidScripts(forbidding, true);
    }
  }

  /// As Playwright does it for a whole context; that could not be lifted for a check.
  private void forbidScripts(Page shown) {
    CDPSession session = context.newCDPSession(shown);
    forbidScripts(session, true);
    withoutScripts.put(shown, session);
  }

  private static void forbidScripts(CDPSession session, boolean forbidden) {
    JsonObject parameters = new JsonObject();
    parameters.addProperty("value", forbidden);
    session.send("Emulation.setScriptExecutionDisabled", parameters);
  }

  private static int widthToScrollTo(Page shown) {
    return (int) shown.evaluate("() => document.documentElement.scrollWidth");
  }

  private static void picture(Page shown, String directory, String name) {
    shown.screenshot(
        new Page.ScreenshotOptions()
            .setPath(PICTURES.resolve(directory).resolve(name + ".png"))
            .setAnimations(ScreenshotAnimations.DISABLED)
            .setFullPage(true));
  }
}
