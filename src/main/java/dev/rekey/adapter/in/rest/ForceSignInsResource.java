package dev.rekey.adapter.in.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rekey.application.StartForceSignIns;
import dev.rekey.application.port.ForceSignInJobs;
import dev.rekey.domain.IdempotencyKey;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.StoreId;
import dev.rekey.domain.revocation.ForceSignInProgress;
import dev.rekey.domain.revocation.ForceSignInTarget;
import dev.rekey.http.Right;
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

/// The end of everything that many customers are signed in with: started here, and followed here.
@Path("/force-sign-ins")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class ForceSignInsResource {
  private static final String KEY = "Idempotency-Key";
  private static final String STORE = "store";
  private static final String CUSTOMERS = "customerIds";

  /// As many wrong ids as help: an answer is not to be a hundred times as long as its request.
  private static final int MOST_FAULTS = 20;

  /// Maximum number of failed customers that an answer names.
  private static final int MAX_FAILED_CUSTOMERS = 100;

  private final StartForceSignIns startForceSignIns;
  private final ForceSignInJobs jobs;
  private final StoreNames stores;
  private final Problems problems;
  private final Caller caller;
  private final SecurityIdentity identity;

  ForceSignInsResource(
      StartForceSignIns startForceSignIns,
      ForceSignInJobs jobs,
      StoreNames stores,
      Problems problems,
      Caller caller,
      SecurityIdentity identity) {
    this.startForceSignIns = startForceSignIns;
    this.jobs = jobs;
    this.stores = stores;
    this.problems = problems;
    this.caller = caller;
    this.identity = identity;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Right.CUSTOMERS_FORCE_SIGN_IN)
  public Response start(
      byte @Nullable [] body, @Context HttpHeaders headers, @Context HttpServerRequest request) {
    ForceSignInTarget target = target(JsonBody.read(body));
    IdempotencyKey key = key(headers).orElse(null);
    return switch (startForceSignIns.start(target, key, caller.administrator(identity, request))) {
      case StartForceSignIns.Outcome.Accepted(UUID id) ->
          Response.accepted(new Started(id)).location(URI.create("/force-sign-ins/" + id)).build();
      case StartForceSignIns.Outcome.KeyReused _ ->
          problems.answer(headers, ProblemType.IDEMPOTENCY_KEY_REUSED);
    };
  }

  @GET
  @Path("/{id}")
  @RolesAllowed(Right.CUSTOMERS_FORCE_SIGN_IN)
  public Response read(@PathParam("id") String id, @Context HttpHeaders headers) {
    return Ids.uuid(id)
        .flatMap(job -> jobs.find(job, MAX_FAILED_CUSTOMERS))
        .map(progress -> Response.ok(View.of(progress)).build())
        .orElseGet(() -> problems.answer(headers, ProblemType.FORCE_SIGN_IN_NOT_FOUND));
  }

  private ForceSignInTarget target(JsonBody json) {
    boolean listed = json.names().contains(CUSTOMERS);
    boolean whole = json.names().contains(STORE);
    StoreId store = stores.optional(json).orElse(null);
    Set<CustomerId> customers = listed ? customers(json) : Set.of();
    if (listed == whole) {
      json.faultOfAll("invalid.force-sign-in-target");
    }
    json.end();
    return store == null
        ? new ForceSignInTarget.Listed(customers)
        : new ForceSignInTarget.WholeStore(store);
  }

  private static Set<CustomerId> customers(JsonBody json) {
    Set<CustomerId> customers = new LinkedHashSet<>();
    if (!(json.any(CUSTOMERS).orElse(null) instanceof List<?> sent)) {
      json.fault(CUSTOMERS, "invalid.type-array");
      return customers;
    }
    if (sent.isEmpty()) {
      json.fault(CUSTOMERS, "invalid.list-empty");
    }
    int faults = 0;
    for (int i = 0; i < sent.size() && faults < MOST_FAULTS; i++) {
      Optional<CustomerId> customer =
          sent.get(i) instanceof String text ? CustomerId.parse(text) : Optional.empty();
      if (customer.isEmpty()) {
        json.faultOfItem(CUSTOMERS, i, "invalid.customer-id");
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
      throw new InvalidRequest("#/" + KEY, "invalid.idempotency-key");
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
