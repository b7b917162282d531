package dev.rekey.adapter.in.rest.problem;

import dev.rekey.message.Messages;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;

/// Explains a problem type on a page for people; its `type` links there (RFC 9457, section 3.1.1).
@Path("/problems")
@PermitAll
@NonBlocking
public class ProblemTypesResource {
  private final Template page;
  private final Messages messages;
  private final ProblemResponses problemResponses;

  ProblemTypesResource(
      @Location("problem.html") Template page,
      Messages messages,
      ProblemResponses problemResponses) {
    this.page = page;
    this.messages = messages;
    this.problemResponses = problemResponses;
  }

  @GET
  @Path("/{name}")
  @Produces(MediaType.TEXT_HTML)
  public Response explain(@PathParam("name") String name, @Context HttpHeaders headers) {
    Locale language = problemResponses.language(headers);
    return ProblemType.named(name)
        .map(type -> page(type, language))
        .orElseGet(() -> problemResponses.answer(headers, ProblemType.NOT_FOUND));
  }

  private Response page(ProblemType type, Locale language) {
    String key = "problem." + type.text();
    return Response.ok(
            page.data("lang", language.toLanguageTag())
                .data("status", type.status())
                .data("name", type.text())
                .data("title", messages.text(language, key + ".title"))
                .data("about", messages.text(language, key + ".about"))
                .render())
        .language(language)
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
        .header(HttpHeaders.CACHE_CONTROL, "max-age=3600")
        .build();
  }
}
