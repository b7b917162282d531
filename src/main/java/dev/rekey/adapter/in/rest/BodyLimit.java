package dev.rekey.adapter.in.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rekey.message.Languages;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Refuses a body that says that it is too large before any of it is read, and turns the refusal of
/// one that turns out to be while it is read into a problem too.
@Singleton
class BodyLimit {
  private static final int EARLY = 900;

  private final Problems problems;
  private final ObjectMapper json;
  private final long most;

  BodyLimit(
      Problems problems,
      ObjectMapper json,
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize most) {
    this.problems = problems;
    this.json = json;
    this.most = most.asLongValue();
  }

  void filter(@Observes Filters filters) {
    filters.register(
        context -> {
          String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
          if (length != null && length.matches("\\d+") && tooLong(length)) {
            refuse(context);
          } else {
            context.next();
          }
        },
        EARLY);
  }

  void failures(@Observes Router router) {
    router.errorHandler(ProblemType.CONTENT_TOO_LARGE.status(), this::refuse);
  }

  private boolean tooLong(String length) {
    return length.length() > 18 || Long.parseLong(length) > most;
  }

  private void refuse(RoutingContext context) {
    String wish = context.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE);
    Locale language = wish == null ? Locale.ENGLISH : Languages.accepted(wish);
    context
        .response()
        .setStatusCode(ProblemType.CONTENT_TOO_LARGE.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, Problems.MEDIA_TYPE)
        .putHeader(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag())
        .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
        // the rest of the body is not read, so that the connection can't be used again
        .putHeader("Connection", "close")
        .end(body(language))
        .onComplete(done -> context.request().connection().close());
  }

  private String body(Locale language) {
    try {
      return json.writeValueAsString(problems.body(language, ProblemType.CONTENT_TOO_LARGE));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
