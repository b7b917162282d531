package dev.rekey.adapter.in.rest.ssf;

import dev.rekey.adapter.in.http.Roles;
import dev.rekey.adapter.in.rest.problem.InvalidRequestException;
import dev.rekey.adapter.in.rest.problem.ProblemResponses;
import dev.rekey.adapter.in.rest.problem.ProblemType;
import dev.rekey.adapter.in.rest.request.Caller;
import dev.rekey.adapter.in.rest.request.JsonRequest;
import dev.rekey.adapter.in.rest.request.UuidParameter;
import dev.rekey.application.port.securityevent.SecurityEventStreams;
import dev.rekey.application.port.securityevent.SecurityEventStreams.Status;
import dev.rekey.application.port.securityevent.SecurityEventStreams.Stream;
import dev.rekey.application.securityevent.ManageEventStreams;
import dev.rekey.domain.Actor;
import dev.rekey.domain.reset.RateLimitDecision;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The streams of security events (SSF 1.0, section 8). A caller sees only its own streams.
@Path("/ssf")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@EndpointDisabled(
    name = "rekey.security-events.signing-keys",
    stringValue = "",
    disableIfMissing = true)
public class EventStreamsResource {
  static final Duration VERIFICATION_INTERVAL = Duration.ofSeconds(5);

  /// Maximum number of streams for each owner. Each password change adds a row for each stream.
  private static final int MAX_STREAMS = 10;

  private static final int MAX_REASON_LENGTH = 256;
  private static final String ID = EventStreamRequest.STREAM;

  private final SecurityEventStreams streams;
  private final ManageEventStreams manageEventStreams;
  private final EventStreamRequest body;
  private final EventStreamView view;
  private final ProblemResponses problemResponses;
  private final Caller caller;
  private final SecurityIdentity identity;

  EventStreamsResource(
      SecurityEventStreams streams,
      ManageEventStreams manageEventStreams,
      EventStreamRequest body,
      EventStreamView view,
      ProblemResponses problemResponses,
      Caller caller,
      SecurityIdentity identity) {
    this.streams = streams;
    this.manageEventStreams = manageEventStreams;
    this.body = body;
    this.view = view;
    this.problemResponses = problemResponses;
    this.caller = caller;
    this.identity = identity;
  }

  @POST
  @Path("/streams")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.SECURITY_EVENTS_MANAGE)
  public Response create(
      byte @Nullable [] sent, @Context HttpHeaders headers, @Context HttpServerRequest request) {
    JsonRequest json = JsonRequest.read(sent);
    EventStreamRequest.Sent read = body.read(json);
    json.throwIfInvalid();
    String owner = caller.subject(identity);
    return manageEventStreams
        .create(
            owner,
            body.whole(read, owner, null),
            MAX_STREAMS,
            caller.administrator(identity, request))
        .map(stream -> Response.status(Response.Status.CREATED).entity(view.of(stream)).build())
        .orElseGet(
            () -> problemResponses.answer(headers, ProblemType.TOO_MANY_STREAMS, MAX_STREAMS));
  }

  @GET
  @Path("/streams")
  @RolesAllowed(Roles.SECURITY_EVENTS_MANAGE)
  public Response read(@QueryParam(ID) @Nullable String id, @Context HttpHeaders headers) {
    if (id == null) {
      return Response.ok(streams.of(caller.subject(identity)).stream().map(view::of).toList())
          .build();
    }
    return answer(find(id).map(view::of), headers);
  }

  @PATCH
  @Path("/streams")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.SECURITY_EVENTS_MANAGE)
  public Response change(
      byte @Nullable [] sent, @Context HttpHeaders headers, @Context HttpServerRequest request) {
    return change(JsonRequest.read(sent), false, headers, request);
  }

  @PUT
  @Path("/streams")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.SECURITY_EVENTS_MANAGE)
  public Response replace(
      byte @Nullable [] sent, @Context HttpHeaders headers, @Context HttpServerRequest request) {
    return change(JsonRequest.read(sent), true, headers, request);
  }

  @DELETE
  @Path("/streams")
  @RolesAllowed(Roles.SECURITY_EVENTS_MANAGE)
  public Response remove(
      @QueryParam(ID) @Nullable String id,
      @Context HttpHeaders headers,
      @Context HttpServerRequest request) {
    String owner = caller.subject(identity);
    Actor by = caller.administrator(identity, request);
    boolean removed =
        UuidParameter.uuid(required(id))
            .filter(one -> manageEventStreams.remove(owner, one, by))
            .isPresent();
    return removed ? Response.noContent().build() : notFound(headers);
  }

  @GET
  @Path("/status")
  @RolesAllowed(Roles.SECURITY_EVENTS_MANAGE)
  public Response status(@QueryParam(ID) @Nullable String id, @Context HttpHeaders headers) {
    return answer(find(required(id)).map(EventStreamView::status), headers);
  }

  @POST
  @Path("/status")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.SECURITY_EVENTS_MANAGE)
  public Response setStatus(
      byte @Nullable [] sent, @Context HttpHeaders headers, @Context HttpServerRequest request) {
    JsonRequest json = JsonRequest.read(sent);
    String id = json.text(ID);
    Status status = json.parsed("status", EventStreamsResource::parse, "invalid.stream-status");
    String reason = shortText(json, "reason");
    json.throwIfInvalid();
    String owner = caller.subject(identity);
    Actor by = caller.administrator(identity, request);
    Optional<Stream> stream =
        status == null
            ? Optional.empty()
            : UuidParameter.uuid(id)
                .flatMap(one -> manageEventStreams.set(owner, one, status, reason, by));
    return answer(stream.map(EventStreamView::status), headers);
  }

  @POST
  @Path("/verify")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.SECURITY_EVENTS_MANAGE)
  public Response verify(byte @Nullable [] sent, @Context HttpHeaders headers) {
    JsonRequest json = JsonRequest.read(sent);
    String id = json.text(ID);
    String state = shortText(json, "state");
    json.throwIfInvalid();
    String owner = caller.subject(identity);
    return switch (UuidParameter.uuid(id)
        .map(one -> streams.verify(owner, one, state, VERIFICATION_INTERVAL))
        .orElse(SecurityEventStreams.Verification.NOT_FOUND)) {
      case QUEUED -> Response.noContent().build();
      case NOT_FOUND -> notFound(headers);
      case DISABLED -> throw new InvalidRequestException("#/" + ID, "invalid.stream-disabled");
      case TOO_SOON ->
          problemResponses.tooMany(
              headers, new RateLimitDecision.Limited(VERIFICATION_INTERVAL, Optional.empty()));
    };
  }

  private Response change(
      JsonRequest json, boolean whole, HttpHeaders headers, HttpServerRequest request) {
    String id = json.text(ID);
    EventStreamRequest.Sent read = body.readAgain(json);
    json.throwIfInvalid();
    String owner = caller.subject(identity);
    Actor by = caller.administrator(identity, request);
    Optional<Stream> changed =
        UuidParameter.uuid(id)
            .flatMap(one ->
                manageEventStreams.change(
                    owner,
                    one,
                    before -> whole ? body.whole(read, owner, before) : body.changed(read, before),
                    by));
    return answer(changed.map(view::of), headers);
  }

  private Optional<Stream> find(String id) {
    return UuidParameter.uuid(id).flatMap(one -> streams.find(caller.subject(identity), one));
  }

  private Response answer(Optional<?> entity, HttpHeaders headers) {
    return entity.map(one -> Response.ok(one).build()).orElseGet(() -> notFound(headers));
  }

  private Response notFound(HttpHeaders headers) {
    return problemResponses.answer(headers, ProblemType.STREAM_NOT_FOUND);
  }

  private static String required(@Nullable String id) {
    if (id == null) {
      throw new InvalidRequestException("#/" + ID, "invalid.member-missing");
    }
    return id;
  }

  private static @Nullable String shortText(JsonRequest json, String name) {
    String text = json.optionalText(name);
    if (text != null && text.length() > MAX_REASON_LENGTH) {
      json.addError(name, "invalid.too-long", MAX_REASON_LENGTH);
    }
    return text;
  }

  private static Optional<Status> parse(String text) {
    return Arrays.stream(Status.values()).filter(one -> one.text().equals(text)).findFirst();
  }
}
