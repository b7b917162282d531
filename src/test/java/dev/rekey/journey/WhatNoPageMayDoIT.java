package dev.rekey.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A journey that lets everything pass proves nothing: each of these pages does one thing that no
/// page may do.
@Timeout(60)
class WhatNoPageMayDoIT {

  private static final String GOOD = "<main><h1>Good</h1><p>Text</p></main>";

  @RegisterExtension final Journey journey = new Journey();

  @Test
  void aGoodPageHasNoFaults() {
    Visitor visitor = shown(Visit.in("en"), GOOD, Map.of());

    visitor.seesAGoodPage("good");

    assertThat(visitor.transferred()).isPositive();
    assertThat(journey.faultsOf(visitor)).isEmpty();
  }

  @Test
  void aGoodPageIsAsGoodWithoutScripts() {
    Visitor visitor =
        shown(
            Visit.in("en").withoutScripts(),
            GOOD
                + "<noscript><a href='#there'>No scripts</a></noscript>"
                + "<script>document.title = 'x'</script>",
            Map.of());

    visitor.seesAGoodPage("good");
    visitor.page().getByRole(AriaRole.LINK).click();

    assertThat(visitor.page().title()).isEqualTo("A page");
    assertThat(visitor.page().url()).endsWith("#there");
    visitor.page().reload();
    assertThat(visitor.page().title()).isEqualTo("A page");
  }

  @Test
  void whatIsForThoseWithoutScriptsIsLookedAtToo() {
    Visitor visitor =
        shown(
            Visit.in("en").withoutScripts(),
            GOOD + "<noscript><input name=email></noscript>",
            Map.of());

    assertThatThrownBy(() -> visitor.seesAGoodPage("wrong")).hasMessageContaining("label");
  }

  @Test
  void whatStylesShowToThoseWithoutScriptsIsLookedAtToo() {
    Visitor visitor =
        shown(
            Visit.in("en").withoutScripts(),
            "<style>@media (scripting: enabled) { .bare { display: none; } }</style>"
                + GOOD
                + "<input class=bare name=email>",
            Map.of());

    assertThatThrownBy(() -> visitor.seesAGoodPage("wrong")).hasMessageContaining("label");
  }

  @Test
  void aPageThatNotEverybodyCanUseIsFound() {
    for (Visit visit : List.of(Visit.in("en"), Visit.in("en").withoutScripts())) {
      Visitor visitor = shown(visit, GOOD + "<input name=email>", Map.of());

      assertThatThrownBy(() -> visitor.seesAGoodPage("wrong"))
          .hasMessageContaining("label")
          .hasMessageContaining("<input name=\"email\"");
    }
  }

  @Test
  void aPageThatIsTooWideIsFound() {
    Visitor visitor =
        shown(Visit.in("en").narrow(), GOOD + "<div style='width: 400px'>Wide</div>", Map.of());

    assertThatThrownBy(() -> visitor.seesAGoodPage("wrong")).hasMessageContaining("sideways");
  }

  @Test
  void aRequestToAnotherHostIsFound() {
    Visitor visitor =
        shown(Visit.in("en"), GOOD + "<img alt='' src='https://shop.example/a.png'>", Map.of());

    assertThat(journey.faultsOf(visitor))
        .contains("A request to another host: https://shop.example/a.png");
  }

  @Test
  void whatThePolicyForbidsIsFound() {
    Visitor visitor =
        shown(
            Visit.in("en"),
            GOOD + "<style>p { color: red }</style>",
            Map.of("Content-Security-Policy", "default-src 'none'"));

    visitor.page().evaluate("() => new Promise(done => setTimeout(done))");

    assertThat(journey.faultsOf(visitor))
        .anyMatch(fault -> fault.startsWith("The policy forbids style-src"))
        .anyMatch(fault -> fault.startsWith("On the console"));
  }

  @Test
  void whatThePolicyForbidsIsFoundWithoutScriptsToo() {
    Visitor visitor =
        shown(
            Visit.in("en").withoutScripts(),
            GOOD + "<style>p { color: red }</style>",
            Map.of("Content-Security-Policy", "default-src 'none'"));

    assertThat(journey.faultsOf(visitor)).anyMatch(fault -> fault.startsWith("On the console"));
  }

  @Test
  void whatIsThrownOrMissingIsFound() {
    Visitor visitor =
        shown(
            Visit.in("en"),
            GOOD + "<script>throw new Error('Oh')</script><link rel=stylesheet href=/none.css>",
            Map.of());

    assertThat(journey.faultsOf(visitor))
        .anyMatch(fault -> fault.contains("Oh"))
        .anyMatch(fault -> fault.contains("none.css"));
  }

  @Test
  void aPageThatSaysWhatIsMissingIsNoFault() {
    Visitor visitor = journey.visitor(Visit.in("en"));

    visitor.open(journey.mailboxPage().resolve("/nowhere"));

    assertThat(journey.faultsOf(visitor)).isEmpty();
  }

  @Test
  void aLayoutThatShiftsIsFound() {
    Visitor visitor = shown(Visit.in("en"), GOOD, Map.of());
    visitor.seesAGoodPage("good");

    visitor
        .page()
        .evaluate(
            """
            () => {
              const late = document.createElement('div')
              late.style.height = '200px'
              document.querySelector('h1').before(late)
            }
            """);
    visitor.seesAGoodPage("good");

    assertThat(journey.faultsOf(visitor))
        .anyMatch(fault -> fault.startsWith("The layout shifts by 0."));
  }

  private Visitor shown(Visit visit, String body, Map<String, String> headers) {
    Visitor visitor = journey.visitor(visit);
    Page page = visitor.page();
    URI address = journey.mailboxPage().resolve("/page");
    page.route(
        address.toString(),
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setHeaders(headers)
                    .setContentType("text/html; charset=utf-8")
                    .setBody(
                        "<!DOCTYPE html><html lang=en><title>A page</title>" + body + "</html>")));
    visitor.open(address);
    return visitor;
  }
}
