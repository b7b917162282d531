package dev.rekey.adapter.in.web;

import dev.rekey.application.ForceSignIn;
import dev.rekey.application.ListOAuthTokens;
import dev.rekey.application.ReadAuditTrail;
import dev.rekey.application.TriggerPasswordReset;
import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.Customers;
import dev.rekey.application.port.OAuthTokens;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.reset.Admission;
import dev.rekey.domain.revocation.OAuthToken;
import dev.rekey.http.Right;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One customer: what is known, what support can do, what the customer is signed in with and what
/// happened. No password, token or link is on any of it. [Administration] asks who calls.
@Path("/administration/customers/{id}")
@PermitAll
@RunOnVirtualThread
@EndpointDisabled(
    name = "rekey.pages.administration",
    stringValue = "false",
    disableIfMissing = true)
class CustomerPages {
  private static final int MOST = 10;

  private final Administration administration;
  private final Customers customers;
  private final ReadAuditTrail readAuditTrail;
  private final ListOAuthTokens listOAuthTokens;
  private final TriggerPasswordReset triggerPasswordReset;
  private final ForceSignIn forceSignIn;
  private final CustomerLines lines;

  CustomerPages(
      Administration administration,
      Customers customers,
      ReadAuditTrail readAuditTrail,
      ListOAuthTokens listOAuthTokens,
      TriggerPasswordReset triggerPasswordReset,
      ForceSignIn forceSignIn,
      CustomerLines lines) {
    this.administration = administration;
    this.customers = customers;
    this.readAuditTrail = readAuditTrail;
    this.listOAuthTokens = listOAuthTokens;
    this.triggerPasswordReset = triggerPasswordReset;
    this.forceSignIn = forceSignIn;
    this.lines = lines;
  }

  @GET
  public Response read(@PathParam("id") String id, @Context RoutingContext call) {
    return administration.answer(
        call, page(id), Right.CUSTOMERS_READ, desk -> show(desk, customer(id)));
  }

  @POST
  @Path("password-resets")
  public Response resetPassword(
      @PathParam("id") String id, byte @Nullable [] body, @Context RoutingContext call) {
    return administration.answer(
        call,
        page(id),
        Right.CUSTOMERS_RESET_PASSWORD,
        body,
        (desk, _) ->
            switch (triggerPasswordReset.trigger(customerId(id), desk.origin())) {
              case TriggerPasswordReset.Outcome.Decided(Admission.Admitted _) ->
                  administration.done(desk, after(desk, id), Done.RESET_REQUESTED);
              case TriggerPasswordReset.Outcome.Decided(Admission.Refused refused) ->
                  throw PageFailure.tooMany(refused.retryAfter());
              case TriggerPasswordReset.Outcome.NoEmail _ -> throw PageFailure.noEmail();
              case TriggerPasswordReset.Outcome.UnknownCustomer _ ->
                  throw PageFailure.unknownCustomer();
            });
  }

  /// Asks whether it is meant.
  @GET
  @Path("force-sign-in")
  public Response askForForcedSignIn(@PathParam("id") String id, @Context RoutingContext call) {
    return administration.answer(
        call,
        page(id) + "/force-sign-in",
        Right.CUSTOMERS_FORCE_SIGN_IN,
        desk ->
            administration.show(
                desk,
                200,
                page(id) + "/force-sign-in",
                "force-sign-in",
                Map.of(
                    "id", customerId(id).value(),
                    "name", nameToSignOut(desk, id),
                    "back", after(desk, id))));
  }

  /// Whose sign-ins are to end; who may not see customers is asked without a name.
  private String nameToSignOut(Desk desk, String id) {
    if (!desk.may(Right.CUSTOMERS_READ)) {
      return "";
    }
    Customer customer = customer(id);
    if (!forceSignIn.appliesTo(customer)) {
      throw PageFailure.noTokens();
    }
    return customer.name() == null ? "" : customer.name();
  }

  @POST
  @Path("force-sign-in")
  public Response forceSignIn(
      @PathParam("id") String id, byte @Nullable [] body, @Context RoutingContext call) {
    return administration.answer(
        call,
        page(id),
        Right.CUSTOMERS_FORCE_SIGN_IN,
        body,
        (desk, _) ->
            switch (forceSignIn.force(customerId(id), desk.origin())) {
              case ForceSignIn.Outcome.Revoked revoked ->
                  administration.done(
                      desk,
                      after(desk, id),
                      Done.revoked(
                          revoked.revocation().revokedTokens(), !revoked.pending().isEmpty()));
              case ForceSignIn.Outcome.NoOAuthTokens _ -> throw PageFailure.noTokens();
              case ForceSignIn.Outcome.UnknownCustomer _ -> throw PageFailure.unknownCustomer();
            });
  }

  private Response show(Desk desk, Customer customer) {
    String base = desk.visit().to(page(customer.id().value()));
    Map<String, Object> content = new HashMap<>();
    content.put("customer", lines.of(desk, customer));
    content.put("standard", !forceSignIn.appliesTo(customer));
    content.put("mayReset", desk.may(Right.CUSTOMERS_RESET_PASSWORD));
    content.put("mayForce", desk.may(Right.CUSTOMERS_FORCE_SIGN_IN));
    content.put("mayTokens", desk.may(Right.OAUTH_TOKENS_WRITE));
    content.putAll(events(desk, customer, base));
    content.putAll(
        desk.may(Right.OAUTH_TOKENS_WRITE)
            ? tokens(desk, customer, base)
            : Map.of("tokens", List.of(), "tokenSteps", new Steps("", "", "")));
    return administration.show(desk, 200, page(customer.id().value()), "customer", content);
  }

  private Map<String, Object> events(Desk desk, Customer customer, String base) {
    Trail trail = Trail.of(desk, "events");
    List<AuditTrail.Stored> found =
        readAuditTrail
            .read(customer.id(), trail.position(CustomerPages::event).orElse(null), MOST + 1)
            .orElseThrow(PageFailure::unknownCustomer);
    return Map.of(
        "events", Steps.shown(found, MOST).stream().map(one -> lines.of(desk, one)).toList(),
        "eventSteps",
            Steps.of(trail, found, MOST, one -> Long.toString(one.id()), base, "#events"));
  }

  private Map<String, Object> tokens(Desk desk, Customer customer, String base) {
    Trail trail = Trail.of(desk, "tokens");
    List<OAuthToken> found =
        listOAuthTokens
            .list(customer.id(), trail.position(OAuthTokens.Position::parse).orElse(null), MOST + 1)
            .orElseThrow(PageFailure::unknownCustomer);
    return Map.of(
        "tokens", Steps.shown(found, MOST).stream().map(one -> lines.of(desk, one)).toList(),
        "tokenSteps",
            Steps.of(
                trail, found, MOST, one -> OAuthTokens.Position.of(one).text(), base, "#tokens"));
  }

  private Customer customer(String id) {
    return customers.find(customerId(id)).orElseThrow(PageFailure::unknownCustomer);
  }

  // one that cannot be is as unknown as one that is not
  private static CustomerId customerId(String id) {
    return CustomerId.parse(id).orElseThrow(PageFailure::unknownCustomer);
  }

  /// Where what was done is told: who may not see customers is sent to what there is to see.
  private static String after(Desk desk, String id) {
    return desk.may(Right.CUSTOMERS_READ) ? page(id) : "";
  }

  private static String page(String id) {
    return CustomersPages.CUSTOMERS + "/" + CustomerId.parse(id).map(CustomerId::value).orElse("-");
  }

  private static Optional<Long> event(String text) {
    return text.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }
}
