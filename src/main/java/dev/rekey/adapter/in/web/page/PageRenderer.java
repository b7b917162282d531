package dev.rekey.adapter.in.web.page;

import dev.rekey.adapter.in.http.UrlEncodedForm;
import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.domain.store.Store;
import dev.rekey.domain.store.StoreId;
import dev.rekey.domain.store.Stores;
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

/// Answers page requests: renders pages, redirects, and maps exceptions to error pages.
@Singleton
public class PageRenderer {
  public static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private static final Logger LOG = Logger.getLogger(PageRenderer.class);

  private final PageRequests pageRequests;
  private final StaticAssets staticAssets;
  private final Messages messages;
  private final Stores stores;
  private final Engine templates;

  PageRenderer(
      PageRequests pageRequests,
      StaticAssets staticAssets,
      Messages messages,
      Stores stores,
      Engine templates) {
    this.pageRequests = pageRequests;
    this.staticAssets = staticAssets;
    this.messages = messages;
    this.stores = stores;
    this.templates = templates;
  }

  /// Answers a request for the page `page` of the store that `prefix` names.
  public Response answer(
      String prefix,
      HttpServerRequest request,
      String page,
      Function<PageRequest, Response> answer) {
    Store store = pageRequests.store(prefix).orElse(null);
    if (store == null) {
      return failure(
          pageRequests.of(stores.get(StoreId.DEFAULT), request), page, PageException.notFound());
    }
    return guarded(pageRequests.of(store, request), page, answer);
  }

  /// Answers a form that the page `page` submitted.
  public Response answer(
      String prefix,
      HttpServerRequest request,
      String page,
      byte @Nullable [] body,
      BiFunction<PageRequest, UrlEncodedForm, Response> answer) {
    return answer(
        prefix,
        request,
        page,
        pageRequest ->
            answer.apply(pageRequest, pageRequests.submittedForm(pageRequest, request, body)));
  }

  /// Runs `answer`, and renders an error page if it fails.
  Response guarded(PageRequest pageRequest, String page, Function<PageRequest, Response> answer) {
    return guarded(() -> answer.apply(pageRequest), failure -> failure(pageRequest, page, failure));
  }

  /// Runs `answer`, and runs `otherwise` with the exception if it fails.
  public Response guarded(Supplier<Response> answer, Function<PageException, Response> otherwise) {
    try {
      return answer.get();
    } catch (PageException failure) {
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

  /// Renders the template `pages/<template>.html` for the page `page`.
  public Response show(
      PageRequest pageRequest,
      int status,
      String page,
      String template,
      Map<String, Object> content) {
    // the form may create the browser secret, so it comes before the cookies are written
    FormModel formModel =
        content.get("form") instanceof FormModel given
            ? given
            : new FormModel(pageRequest.csrfToken());
    PageLayout pageLayout = new PageLayout(messages, pageRequest, "/" + page, theme(pageRequest));
    Template source = templates.getTemplate("pages/" + template);
    TemplateInstance instance = source.instance().data("page", pageLayout).data("form", formModel);
    content.forEach(instance::data);
    // every response has these two headers; the pages need other values
    pageRequest
        .response()
        .putHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        // with no-referrer browsers would send the origin "null" with our own forms
        .putHeader("Referrer-Policy", "same-origin");
    Response.ResponseBuilder response =
        Response.status(status)
            .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
            .language(pageRequest.language())
            .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE + ", Cookie")
            .header(HttpHeaders.CACHE_CONTROL, "no-store")
            .entity(instance.render());
    return remembering(pageRequest, response);
  }

  /// Redirects to another page of the same store.
  public Response goTo(PageRequest pageRequest, String page) {
    return remembering(
        pageRequest,
        Response.status(Response.Status.SEE_OTHER)
            .header(HttpHeaders.LOCATION, URI.create(pageRequest.to(page)).toString())
            .header(HttpHeaders.CACHE_CONTROL, "no-store"));
  }

  /// Redirects to another page of the same store, with a flash message.
  public Response goTo(PageRequest pageRequest, String page, FlashMessage flashMessage) {
    pageRequest.setFlash(flashMessage);
    return goTo(pageRequest, page);
  }

  /// A text in the language of the request.
  public String text(PageRequest pageRequest, String key, Object... arguments) {
    return messages.text(pageRequest.language(), key, arguments);
  }

  /// The page that says why something could not be done; `page` is where to try again.
  public Response failure(PageRequest pageRequest, String page, PageException failure) {
    return failure(
        pageRequest,
        failure,
        failure.text(),
        content -> {
          // no CSRF token: a cross-site request must not change the browser's cookies
          content.put("form", new FormModel(""));
          return show(pageRequest, failure.status(), page, "failure", content);
        });
  }

  /// Renders an error by `show`; `text` is the prefix of the message keys.
  public Response failure(
      PageRequest pageRequest,
      PageException failure,
      String text,
      Function<Map<String, Object>, Response> show) {
    Map<String, Object> content = new HashMap<>();
    content.put("title", text(pageRequest, text + ".title"));
    content.put("detail", text(pageRequest, text + ".detail", failure.arguments()));
    content.put("again", failure.again());
    Response shown = show.apply(content);
    long seconds = failure.retryAfterSeconds();
    return seconds == 0
        ? shown
        : Response.fromResponse(shown).header(HttpHeaders.RETRY_AFTER, seconds).build();
  }

  private static PageException unavailable(TemporarilyUnavailable outage) {
    LOG.warn(outage.getMessage());
    return PageException.unavailable(outage.retryAfter());
  }

  private static PageException unexpected(RuntimeException unexpected) {
    LOG.error("Unexpected failure", unexpected);
    return PageException.unexpected();
  }

  private PageLayout.Theme theme(PageRequest pageRequest) {
    StoreId store = pageRequest.store().id();
    return new PageLayout.Theme(
        staticAssets.style(),
        staticAssets.style(store),
        staticAssets.script(),
        staticAssets.earlyScript(),
        staticAssets.icon(),
        staticAssets.logo(store).orElse(null));
  }

  private static Response remembering(PageRequest pageRequest, Response.ResponseBuilder response) {
    pageRequest.toRemember().forEach(cookie -> response.header(HttpHeaders.SET_COOKIE, cookie));
    return response.build();
  }
}
