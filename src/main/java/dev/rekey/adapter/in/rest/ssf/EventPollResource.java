package dev.rekey.adapter.in.rest.ssf;

import dev.rekey.adapter.in.http.Roles;
import dev.rekey.adapter.in.rest.problem.ProblemResponses;
import dev.rekey.adapter.in.rest.problem.ProblemType;
import dev.rekey.adapter.in.rest.request.Caller;
import dev.rekey.adapter.in.rest.request.JsonRequest;
import dev.rekey.adapter.in.rest.request.UuidParameter;
import dev.rekey.application.securityevent.PollSecurityEvents;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Poll endpoint from which a receiver fetches its security events.
@Path("/ssf/streams/{id}/poll")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@EndpointDisabled(
    name = "rekey.security-events.signing-keys",
    stringValue = "",
    disableIfMissing = true)
public class EventPollResource {
  private static final Logger LOG = Logger.getLogger(EventPollResource.class);
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_]{1,40}");

  private final PollSecurityEvents pollSecurityEvents;
  private final ProblemResponses problemResponses;
  private final Caller caller;
  private final SecurityIdentity identity;

  EventPollResource(
      PollSecurityEvents pollSecurityEvents,
      ProblemResponses problemResponses,
      Caller caller,
      SecurityIdentity identity) {
    this.pollSecurityEvents = pollSecurityEvents;
    this.problemResponses = problemResponses;
    this.caller = caller;
    this.identity = identity;
  }

  /// Answers a poll (RFC 8936). It never waits, even if the receiver allows long polling.
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.SECURITY_EVENTS_MANAGE)
  public Response poll(
      @PathParam("id") String id, byte @Nullable [] sent, @Context HttpHeaders headers) {
    JsonRequest json = JsonRequest.read(sent);
    int most =
        json.optionalInteger("maxEvents", PollSecurityEvents.MAX_EVENTS, 0, Integer.MAX_VALUE);
    if (json.names().contains("returnImmediately")
        && !(json.any("returnImmediately").orElse(null) instanceof Boolean)) {
      json.addError("returnImmediately", "invalid.type-boolean");
    }
    Set<UUID> settled = acknowledged(json);
    Map<UUID, String> refused = refused(json);
    json.throwIfInvalid();
    settled.addAll(refused.keySet());
    String owner = caller.subject(identity);
    Optional<PollSecurityEvents.Answer> answer =
        UuidParameter.uuid(id)
            .flatMap(one ->
                pollSecurityEvents.poll(
                    owner, one, settled, Math.min(most, PollSecurityEvents.MAX_EVENTS)));
    if (answer.isEmpty()) {
      return problemResponses.answer(headers, ProblemType.STREAM_NOT_FOUND);
    }
    // unknown event ids are dropped, so that a receiver cannot flood the log
    refused.keySet().retainAll(answer.get().settled());
    if (!refused.isEmpty()) {
      LOG.warnf("The receiver of stream %s rejected the events %s", id, refused);
    }
    return Response.ok(new Polled(answer.get().sets(), answer.get().more())).build();
  }

  private static Set<UUID> acknowledged(JsonRequest json) {
    Set<UUID> events = new HashSet<>();
    if (json.names().contains("ack")) {
      if (json.any("ack").orElse(null) instanceof List<?> sent) {
        sent.forEach(one -> UuidParameter.uuid(String.valueOf(one)).ifPresent(events::add));
      } else {
        json.addError("ack", "invalid.type-array");
      }
    }
    return events;
  }

  private static Map<UUID, String> refused(JsonRequest json) {
    Map<UUID, String> events = new LinkedHashMap<>();
    if (json.names().contains("setErrs")) {
      if (json.any("setErrs").orElse(null) instanceof Map<?, ?> sent) {
        sent.forEach((jti, error) ->
            UuidParameter.uuid(String.valueOf(jti)).ifPresent(one -> events.put(one, name(error))));
      } else {
        json.addError("setErrs", "invalid.type-object");
      }
    }
    return events;
  }

  // error codes are plain words (RFC 8935, section 2.4); other text may hold customer data
  private static String name(Object error) {
    return error instanceof Map<?, ?> members
            && members.get("err") instanceof String name
            && NAME.matcher(name).matches()
        ? name
        : "";
  }

  private record Polled(Map<UUID, String> sets, boolean moreAvailable) {}
}
