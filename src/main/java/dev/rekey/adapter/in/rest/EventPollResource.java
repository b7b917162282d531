package dev.rekey.adapter.in.rest;

import dev.rekey.application.PollSecurityEvents;
import dev.rekey.http.Right;
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

/// Where a receiver fetches its security events.
@Path("/ssf/streams/{id}/poll")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@EndpointDisabled(
    name = "rekey.security-events.signing-keys",
    stringValue = "",
    disableIfMissing = true)
class EventPollResource {
  private static final Logger LOG = Logger.getLogger(EventPollResource.class);
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_]{1,40}");

  private final PollSecurityEvents pollSecurityEvents;
  private final Problems problems;
  private final Caller caller;
  private final SecurityIdentity identity;

  EventPollResource(
      PollSecurityEvents pollSecurityEvents,
      Problems problems,
      Caller caller,
      SecurityIdentity identity) {
    this.pollSecurityEvents = pollSecurityEvents;
    this.problems = problems;
    this.caller = caller;
    this.identity = identity;
  }

  /// RFC 8936. Answered at once, also where the receiver would wait.
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Right.SECURITY_EVENTS_MANAGE)
  public Response poll(
      @PathParam("id") String id, byte @Nullable [] sent, @Context HttpHeaders headers) {
    JsonBody json = JsonBody.read(sent);
    int most = json.optionalInteger("maxEvents", PollSecurityEvents.MOST, 0, Integer.MAX_VALUE);
    if (json.names().contains("returnImmediately")
        && !(json.any("returnImmediately").orElse(null) instanceof Boolean)) {
      json.fault("returnImmediately", "invalid.type-boolean");
    }
    Set<UUID> settled = acknowledged(json);
    Map<UUID, String> refused = refused(json);
    json.end();
    settled.addAll(refused.keySet());
    String owner = caller.subject(identity);
    Optional<PollSecurityEvents.Answer> answer =
        Ids.uuid(id)
            .flatMap(one ->
                pollSecurityEvents.poll(
                    owner, one, settled, Math.min(most, PollSecurityEvents.MOST)));
    if (answer.isEmpty()) {
      return problems.answer(headers, ProblemType.STREAM_NOT_FOUND);
    }
    // what it made up must not fill the log
    refused.keySet().retainAll(answer.get().settled());
    if (!refused.isEmpty()) {
      LOG.warnf("The receiver of stream %s can't take the events %s", id, refused);
    }
    return Response.ok(new Polled(answer.get().sets(), answer.get().more())).build();
  }

  private static Set<UUID> acknowledged(JsonBody json) {
    Set<UUID> events = new HashSet<>();
    if (json.names().contains("ack")) {
      if (json.any("ack").orElse(null) instanceof List<?> sent) {
        sent.forEach(one -> Ids.uuid(String.valueOf(one)).ifPresent(events::add));
      } else {
        json.fault("ack", "invalid.type-array");
      }
    }
    return events;
  }

  private static Map<UUID, String> refused(JsonBody json) {
    Map<UUID, String> events = new LinkedHashMap<>();
    if (json.names().contains("setErrs")) {
      if (json.any("setErrs").orElse(null) instanceof Map<?, ?> sent) {
        sent.forEach((jti, error) ->
            Ids.uuid(String.valueOf(jti)).ifPresent(one -> events.put(one, name(error))));
      } else {
        json.fault("setErrs", "invalid.type-object");
      }
    }
    return events;
  }

  // the names are words (RFC 8935, section 2.4); anything else may be what the event was about
  private static String name(Object error) {
    return error instanceof Map<?, ?> members
            && members.get("err") instanceof String name
            && NAME.matcher(name).matches()
        ? name
        : "";
  }

  private record Polled(Map<UUID, String> sets, boolean moreAvailable) {}
}
