package dev.rekey.adapter.in.rest.token;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rekey.adapter.in.http.Roles;
import dev.rekey.adapter.in.rest.problem.InvalidRequestException;
import dev.rekey.adapter.in.rest.problem.ProblemResponses;
import dev.rekey.adapter.in.rest.problem.ProblemType;
import dev.rekey.adapter.in.rest.request.Caller;
import dev.rekey.adapter.in.rest.request.JsonRequest;
import dev.rekey.adapter.in.rest.request.StoreParameter;
import dev.rekey.adapter.in.rest.request.UuidParameter;
import dev.rekey.application.port.revocation.ForceSignInJobs;
import dev.rekey.application.revocation.StartForceSignInJob;
import dev.rekey.domain.IdempotencyKey;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.revocation.ForceSignInProgress;
import dev.rekey.domain.revocation.ForceSignInTarget;
import dev.rekey.domain.store.StoreId;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Bulk force sign-in: starts, lists, reports and stops jobs.
@Path("/force-sign-ins")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ForceSignInJobsResource {
  private static final String KEY = "Idempotency-Key";
  private static final String STORE = "store";
  private static final String CUSTOMERS = "customerIds";

  /// Maximum number of invalid ids that an answer reports. It keeps the response from being much
  /// larger than the request.
  private static final int MAX_ERRORS = 20;

  /// Maximum number of failed customers that an answer names.
  private static final int MAX_FAILED_CUSTOMERS = 100;

  private final StartForceSignInJob startForceSignInJob;
  private final ForceSignInJobs jobs;
  private final StoreParameter stores;
  private final ProblemResponses problemResponses;
  private final Caller caller;
  private final SecurityIdentity identity;

  ForceSignInJobsResource(
      StartForceSignInJob startForceSignInJob,
      ForceSignInJobs jobs,
      StoreParameter stores,
      ProblemResponses problemResponses,
      Caller caller,
      SecurityIdentity identity) {
    this.startForceSignInJob = startForceSignInJob;
    this.jobs = jobs;
    this.stores = stores;
    this.problemResponses = problemResponses;
    this.caller = caller;
    this.identity = identity;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.CUSTOMERS_FORCE_SIGN_IN)
  public Response start(
      byte @Nullable [] body, @Context HttpHeaders headers, @Context HttpServerRequest request) {
    ForceSignInTarget target = target(JsonRequest.read(body));
    IdempotencyKey key = key(headers).orElse(null);
    return switch (startForceSignInJob.start(
        target, key, caller.administrator(identity, request))) {
      case StartForceSignInJob.Outcome.Accepted(UUID id) ->
          Response.accepted(new Started(id)).location(URI.create("/force-sign-ins/" + id)).build();
      case StartForceSignInJob.Outcome.KeyReused _ ->
          problemResponses.answer(headers, ProblemType.IDEMPOTENCY_KEY_REUSED);
    };
  }

  @GET
  @Path("/{id}")
  @RolesAllowed(Roles.CUSTOMERS_FORCE_SIGN_IN)
  public Response read(@PathParam("id") String id, @Context HttpHeaders headers) {
    return UuidParameter.uuid(id)
        .flatMap(job -> jobs.find(job, MAX_FAILED_CUSTOMERS))
        .map(progress -> Response.ok(View.of(progress)).build())
        .orElseGet(() -> problemResponses.answer(headers, ProblemType.FORCE_SIGN_IN_NOT_FOUND));
  }

  private ForceSignInTarget target(JsonRequest json) {
    boolean listed = json.names().contains(CUSTOMERS);
    boolean whole = json.names().contains(STORE);
    StoreId store = stores.optional(json).orElse(null);
    Set<CustomerId> customers = listed ? customers(json) : Set.of();
    if (listed == whole) {
      json.addBodyError("invalid.force-sign-in-target");
    }
    json.throwIfInvalid();
    return store == null
        ? new ForceSignInTarget.Listed(customers)
        : new ForceSignInTarget.WholeStore(store);
  }

  private static Set<CustomerId> customers(JsonRequest json) {
    Set<CustomerId> customers = new LinkedHashSet<>();
    if (!(json.any(CUSTOMERS).orElse(null) instanceof List<?> sent)) {
      json.addError(CUSTOMERS, "invalid.type-array");
      return customers;
    }
    if (sent.isEmpty()) {
      json.addError(CUSTOMERS, "invalid.list-empty");
    }
    int faults = 0;
    for (int i = 0; i < sent.size() && faults < MAX_ERRORS; i++) {
      Optional<CustomerId> customer =
          sent.get(i) instanceof String text ? CustomerId.parse(text) : Optional.empty();
      if (customer.isEmpty()) {
        json.addItemError(CUSTOMERS, i, "invalid.customer-id");
        faults++;
      }
      customer.ifPresent(customers::add);
    }
    return customers;
  }

  private static Optional<IdempotencyKey> key(HttpHeaders headers) {
    List<String> sent = headers.getRequestHeader(KEY);
    if (sent.isEmpty()) {
      return Optional.empty();
    }
    Optional<IdempotencyKey> key =
        sent.size() == 1 ? IdempotencyKey.parse(sent.getFirst()) : Optional.empty();
    if (key.isEmpty()) {
      throw new InvalidRequestException("#/" + KEY, "invalid.idempotency-key");
    }
    return key;
  }

  private record Started(UUID id) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record View(
      UUID id,
      String state,
      @Nullable String store,
      long processed,
      long revoked,
      long failed,
      long remaining,
      List<String> failedCustomerIds,
      Instant createdAt,
      @Nullable Instant finishedAt) {
    static View of(ForceSignInProgress progress) {
      StoreId store = progress.store();
      return new View(
          progress.id(),
          progress.finishedAt() == null ? "running" : "done",
          store == null ? null : store.value(),
          progress.processed(),
          progress.revoked(),
          progress.failed(),
          progress.remaining(),
          progress.failedCustomers().stream().map(CustomerId::value).toList(),
          progress.startedAt(),
          progress.finishedAt());
    }
  }
}
