package dev.rekey.adapter.in.rest.ssf;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rekey.adapter.in.http.Roles;
import dev.rekey.adapter.in.rest.problem.ProblemResponses;
import dev.rekey.adapter.in.rest.problem.ProblemType;
import dev.rekey.adapter.in.rest.request.Caller;
import dev.rekey.adapter.in.rest.request.PageResponse;
import dev.rekey.adapter.in.rest.request.UuidParameter;
import dev.rekey.application.port.securityevent.SecurityEventStreams;
import dev.rekey.application.port.securityevent.SecurityEventStreams.Delivery;
import dev.rekey.application.port.securityevent.SecurityEventStreams.Stream;
import dev.rekey.application.securityevent.ManageEventStreams;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The streams of all receivers, for operators. A push stream outlives the access of its owner,
/// because the owner makes no calls that could be rejected.
@Path("/event-streams")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@EndpointDisabled(
    name = "rekey.security-events.signing-keys",
    stringValue = "",
    disableIfMissing = true)
public class EventStreamsAdminResource {
  private final SecurityEventStreams streams;
  private final ManageEventStreams manageEventStreams;
  private final ProblemResponses problemResponses;
  private final Caller caller;
  private final SecurityIdentity identity;

  EventStreamsAdminResource(
      SecurityEventStreams streams,
      ManageEventStreams manageEventStreams,
      ProblemResponses problemResponses,
      Caller caller,
      SecurityIdentity identity) {
    this.streams = streams;
    this.manageEventStreams = manageEventStreams;
    this.problemResponses = problemResponses;
    this.caller = caller;
    this.identity = identity;
  }

  @GET
  @RolesAllowed(Roles.EVENT_STREAMS_WRITE)
  public Response list() {
    return Response.ok(new PageResponse<>(streams.all().stream().map(Listed::of).toList(), null))
        .build();
  }

  @DELETE
  @Path("/{id}")
  @RolesAllowed(Roles.EVENT_STREAMS_WRITE)
  public Response end(
      @PathParam("id") String id,
      @Context HttpHeaders headers,
      @Context HttpServerRequest request) {
    boolean ended =
        UuidParameter.uuid(id)
            .filter(one -> manageEventStreams.end(one, caller.administrator(identity, request)))
            .isPresent();
    return ended
        ? Response.noContent().build()
        : problemResponses.answer(headers, ProblemType.STREAM_NOT_FOUND);
  }

  /// A stream in the list of all streams. Only scheme and host of the endpoint are shown, because
  /// its path may be a secret of the receiver.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Listed(
      UUID id,
      String owner,
      String audience,
      @Nullable String description,
      List<String> events,
      String delivery,
      @Nullable String receiver,
      String status,
      @Nullable String reason) {
    static Listed of(Stream stream) {
      return switch (stream.configuration().delivery()) {
        case Delivery.Push(URI endpoint, var _) ->
            of(
                stream,
                EventStreamRequest.PUSH,
                endpoint.getScheme() + "://" + endpoint.getAuthority());
        case Delivery.Poll() -> of(stream, EventStreamRequest.POLL, null);
      };
    }

    private static Listed of(Stream stream, String delivery, @Nullable String receiver) {
      return new Listed(
          stream.id(),
          stream.owner(),
          stream.configuration().audience(),
          stream.configuration().description(),
          EventStreamView.uris(stream.configuration().types()),
          delivery,
          receiver,
          stream.status().text(),
          stream.reason());
    }
  }
}
