package dev.rekey.adapter.in.web;

import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.domain.customer.Store;
import dev.rekey.domain.customer.StoreId;
import dev.rekey.domain.customer.Stores;
import dev.rekey.message.Messages;
import io.quarkus.qute.Engine;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Answers calls of pages: shows them, sends browsers on, and turns whatever goes wrong into a page
/// that says so.
@Singleton
class Pages {
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private static final Logger LOG = Logger.getLogger(Pages.class);

  private final Visits visits;
  private final Assets assets;
  private final Messages messages;
  private final Stores stores;
  private final Engine templates;

  Pages(Visits visits, Assets assets, Messages messages, Stores stores, Engine templates) {
    this.visits = visits;
    this.assets = assets;
    this.messages = messages;
    this.stores = stores;
    this.templates = templates;
  }

  /// Answers a call of the page `page` of the store that `prefix` names.
  Response answer(
      String prefix, HttpServerRequest request, String page, Function<Visit, Response> answer) {
    Store store = visits.store(prefix).orElse(null);
    if (store == null) {
      return failure(visits.of(stores.get(StoreId.DEFAULT), request), page, PageFailure.notFound());
    }
    return guarded(visits.of(store, request), page, answer);
  }

  /// Answers a form that was sent from the page `page`.
  Response answer(
      String prefix,
      HttpServerRequest request,
      String page,
      byte @Nullable [] body,
      BiFunction<Visit, Submitted, Response> answer) {
    return answer(
        prefix,
        request,
        page,
        visit -> answer.apply(visit, visits.submitted(visit, request, body)));
  }

  /// Does what `answer` does, and shows a page of the visit where that fails.
  Response guarded(Visit visit, String page, Function<Visit, Response> answer) {
    return guarded(() -> answer.apply(visit), failure -> failure(visit, page, failure));
  }

  /// Does what `answer` does, and `otherwise` where that fails.
  Response guarded(Supplier<Response> answer, Function<PageFailure, Response> otherwise) {
    try {
      return answer.get();
    } catch (PageFailure failure) {
      return otherwise.apply(failure);
    } catch (TemporarilyUnavailable outage) {
      return otherwise.apply(unavailable(outage));
    } catch (CompletionException wrapped) {
      return otherwise.apply(
          wrapped.getCause() instanceof TemporarilyUnavailable outage
              ? unavailable(outage)
              : unexpected(wrapped));
    } catch (RuntimeException unexpected) {
      return otherwise.apply(unexpected(unexpected));
    }
  }

  /// The page of the template `pages/<template>.html`, whose own address is `page`.
  Response show(
      Visit visit, int status, String page, String template, Map<String, Object> content) {
    // the form's token may be the first of this browser, so it is asked for before cookies are
    Form form = content.get("form") instanceof Form given ? given : new Form(visit.formToken());
    Frame frame = new Frame(messages, visit, "/" + page, looks(visit));
    Template source = templates.getTemplate("pages/" + template);
    TemplateInstance instance = source.instance().data("page", frame).data("form", form);
    content.forEach(instance::data);
    // these two are on every answer, and are replaced here
    visit
        .response()
        .putHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        // with no-referrer a browser would not say that our own forms come from us
        .putHeader("Referrer-Policy", "same-origin");
    Response.ResponseBuilder response =
        Response.status(status)
            .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
            .language(visit.language())
            .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE + ", Cookie")
            .header(HttpHeaders.CACHE_CONTROL, "no-store")
            .entity(instance.render());
    return remembering(visit, response);
  }

  /// Sends the browser on to another page of the same store.
  Response goTo(Visit visit, String page) {
    return remembering(
        visit,
        Response.status(Response.Status.SEE_OTHER)
            .header(HttpHeaders.LOCATION, URI.create(visit.to(page)).toString())
            .header(HttpHeaders.CACHE_CONTROL, "no-store"));
  }

  /// As above, and the page is to say what was done.
  Response goTo(Visit visit, String page, Notice notice) {
    visit.tell(notice);
    return goTo(visit, page);
  }

  /// A text in the language of the visit.
  String say(Visit visit, String key, Object... arguments) {
    return messages.text(visit.language(), key, arguments);
  }

  /// The page that says why something could not be done; `page` is where to try again.
  Response failure(Visit visit, String page, PageFailure failure) {
    return failure(
        visit,
        failure,
        failure.text(),
        content -> {
          // nothing is sent from here: who made a browser come must not change what it holds
          content.put("form", new Form(""));
          return show(visit, failure.status(), page, "failure", content);
        });
  }

  /// As above, where `show` draws the page from what it says; `text` is the key of its words.
  Response failure(
      Visit visit, PageFailure failure, String text, Function<Map<String, Object>, Response> show) {
    Map<String, Object> content = new HashMap<>();
    content.put("title", say(visit, text + ".title"));
    content.put("detail", say(visit, text + ".detail", failure.arguments()));
    content.put("again", failure.again());
    Response shown = show.apply(content);
    long seconds = failure.retryAfterSeconds();
    return seconds == 0
        ? shown
        : Response.fromResponse(shown).header(HttpHeaders.RETRY_AFTER, seconds).build();
  }

  private static PageFailure unavailable(TemporarilyUnavailable outage) {
    LOG.warn(outage.getMessage());
    return PageFailure.unavailable(outage.retryAfter());
  }

  private static PageFailure unexpected(RuntimeException unexpected) {
    LOG.error("Unexpected failure", unexpected);
    return PageFailure.unexpected();
  }

  private Frame.Looks looks(Visit visit) {
    StoreId store = visit.store().id();
    return new Frame.Looks(
        assets.style(),
        assets.style(store),
        assets.script(),
        assets.earlyScript(),
        assets.icon(),
        assets.logo(store).orElse(null));
  }

  private static Response remembering(Visit visit, Response.ResponseBuilder response) {
    visit.toRemember().forEach(cookie -> response.header(HttpHeaders.SET_COOKIE, cookie));
    return response.build();
  }
}
