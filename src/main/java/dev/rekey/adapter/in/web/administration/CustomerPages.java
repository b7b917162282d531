package dev.rekey.adapter.in.web.administration;

import dev.rekey.adapter.in.http.Roles;
import dev.rekey.adapter.in.web.page.FlashMessage;
import dev.rekey.adapter.in.web.page.PageException;
import dev.rekey.application.customer.ReadAuditTrail;
import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.customer.Customers;
import dev.rekey.application.port.revocation.OAuthTokens;
import dev.rekey.application.reset.TriggerPasswordReset;
import dev.rekey.application.revocation.ForceSignIn;
import dev.rekey.application.revocation.ListOAuthTokens;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.reset.RateLimitDecision;
import dev.rekey.domain.revocation.OAuthToken;
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

/// The page of one customer: profile, support actions, tokens and audit trail. It shows no
/// password, token or link. [AdministrationPageRenderer] authenticates and authorizes.
@Path("/administration/customers/{id}")
@PermitAll
@RunOnVirtualThread
@EndpointDisabled(
    name = "rekey.pages.administration",
    stringValue = "false",
    disableIfMissing = true)
public class CustomerPages {
  private static final int MAX_ROWS = 10;

  private final AdministrationPageRenderer administrationPageRenderer;
  private final Customers customers;
  private final ReadAuditTrail readAuditTrail;
  private final ListOAuthTokens listOAuthTokens;
  private final TriggerPasswordReset triggerPasswordReset;
  private final ForceSignIn forceSignIn;
  private final RowViews lines;

  CustomerPages(
      AdministrationPageRenderer administrationPageRenderer,
      Customers customers,
      ReadAuditTrail readAuditTrail,
      ListOAuthTokens listOAuthTokens,
      TriggerPasswordReset triggerPasswordReset,
      ForceSignIn forceSignIn,
      RowViews lines) {
    this.administrationPageRenderer = administrationPageRenderer;
    this.customers = customers;
    this.readAuditTrail = readAuditTrail;
    this.listOAuthTokens = listOAuthTokens;
    this.triggerPasswordReset = triggerPasswordReset;
    this.forceSignIn = forceSignIn;
    this.lines = lines;
  }

  @GET
  public Response read(@PathParam("id") String id, @Context RoutingContext call) {
    return administrationPageRenderer.answer(
        call,
        page(id),
        Roles.CUSTOMERS_READ,
        administratorRequest -> show(administratorRequest, customer(id)));
  }

  @POST
  @Path("password-resets")
  public Response resetPassword(
      @PathParam("id") String id, byte @Nullable [] body, @Context RoutingContext call) {
    return administrationPageRenderer.answer(
        call,
        page(id),
        Roles.CUSTOMERS_RESET_PASSWORD,
        body,
        (administratorRequest, _) ->
            switch (triggerPasswordReset.trigger(customerId(id), administratorRequest.origin())) {
              case TriggerPasswordReset.Outcome.Decided(RateLimitDecision.Allowed _) ->
                  administrationPageRenderer.done(
                      administratorRequest,
                      after(administratorRequest, id),
                      FlashMessage.of(FlashMessage.Kind.RESET_REQUESTED));
              case TriggerPasswordReset.Outcome.Decided(RateLimitDecision.Limited limited) ->
                  throw PageException.tooMany(limited);
              case TriggerPasswordReset.Outcome.NoEmail _ -> throw PageException.noEmail();
              case TriggerPasswordReset.Outcome.UnknownCustomer _ ->
                  throw PageException.unknownCustomer();
            });
  }

  /// Shows the confirmation page of a force sign-in.
  @GET
  @Path("force-sign-in")
  public Response askForForcedSignIn(@PathParam("id") String id, @Context RoutingContext call) {
    return administrationPageRenderer.answer(
        call,
        page(id) + "/force-sign-in",
        Roles.CUSTOMERS_FORCE_SIGN_IN,
        administratorRequest ->
            administrationPageRenderer.show(
                administratorRequest,
                200,
                page(id) + "/force-sign-in",
                "force-sign-in",
                Map.of(
                    "id", customerId(id).value(),
                    "name", nameToSignOut(administratorRequest, id),
                    "back", after(administratorRequest, id))));
  }

  /// The customer's name for the confirmation page; empty if the administrator may not read
  /// customers.
  private String nameToSignOut(AdministratorRequest administratorRequest, String id) {
    if (!administratorRequest.may(Roles.CUSTOMERS_READ)) {
      return "";
    }
    Customer customer = customer(id);
    if (!forceSignIn.appliesTo(customer)) {
      throw PageException.noTokens();
    }
    return customer.name() == null ? "" : customer.name();
  }

  @POST
  @Path("force-sign-in")
  public Response forceSignIn(
      @PathParam("id") String id, byte @Nullable [] body, @Context RoutingContext call) {
    return administrationPageRenderer.answer(
        call,
        page(id),
        Roles.CUSTOMERS_FORCE_SIGN_IN,
        body,
        (administratorRequest, _) ->
            switch (forceSignIn.force(customerId(id), administratorRequest.origin())) {
              case ForceSignIn.Outcome.Revoked revoked ->
                  administrationPageRenderer.done(
                      administratorRequest,
                      after(administratorRequest, id),
                      new FlashMessage(
                          revoked.pending().isEmpty()
                              ? FlashMessage.Kind.TOKENS_REVOKED
                              : FlashMessage.Kind.TOKENS_REVOKED_PENDING,
                          revoked.revocation().revokedTokens()));
              case ForceSignIn.Outcome.NoOAuthTokens _ -> throw PageException.noTokens();
              case ForceSignIn.Outcome.UnknownCustomer _ -> throw PageException.unknownCustomer();
            });
  }

  private Response show(AdministratorRequest administratorRequest, Customer customer) {
    String base = administratorRequest.visit().to(page(customer.id().value()));
    Map<String, Object> content = new HashMap<>();
    content.put("customer", lines.of(administratorRequest, customer));
    content.put("standard", !forceSignIn.appliesTo(customer));
    content.put("mayReset", administratorRequest.may(Roles.CUSTOMERS_RESET_PASSWORD));
    content.put("mayForce", administratorRequest.may(Roles.CUSTOMERS_FORCE_SIGN_IN));
    content.put("mayTokens", administratorRequest.may(Roles.OAUTH_TOKENS_WRITE));
    content.putAll(events(administratorRequest, customer, base));
    content.putAll(
        administratorRequest.may(Roles.OAUTH_TOKENS_WRITE)
            ? tokens(administratorRequest, customer, base)
            : Map.of("tokens", List.of(), "tokenSteps", new Pagination("", "", "")));
    return administrationPageRenderer.show(
        administratorRequest, 200, page(customer.id().value()), "customer", content);
  }

  private Map<String, Object> events(
      AdministratorRequest administratorRequest, Customer customer, String base) {
    CursorHistory cursorHistory = CursorHistory.of(administratorRequest, "events");
    List<AuditTrail.Stored> found =
        readAuditTrail
            .read(
                customer.id(),
                cursorHistory.position(CustomerPages::event).orElse(null),
                MAX_ROWS + 1)
            .orElseThrow(PageException::unknownCustomer);
    return Map.of(
        "events",
            Pagination.shown(found, MAX_ROWS).stream()
                .map(one -> lines.of(administratorRequest, one))
                .toList(),
        "eventSteps",
            Pagination.of(
                cursorHistory, found, MAX_ROWS, one -> Long.toString(one.id()), base, "#events"));
  }

  private Map<String, Object> tokens(
      AdministratorRequest administratorRequest, Customer customer, String base) {
    CursorHistory cursorHistory = CursorHistory.of(administratorRequest, "tokens");
    List<OAuthToken> found =
        listOAuthTokens
            .list(
                customer.id(),
                cursorHistory.position(OAuthTokens.Position::parse).orElse(null),
                MAX_ROWS + 1)
            .orElseThrow(PageException::unknownCustomer);
    return Map.of(
        "tokens",
            Pagination.shown(found, MAX_ROWS).stream()
                .map(one -> lines.of(administratorRequest, one))
                .toList(),
        "tokenSteps",
            Pagination.of(
                cursorHistory,
                found,
                MAX_ROWS,
                one -> OAuthTokens.Position.of(one).text(),
                base,
                "#tokens"));
  }

  private Customer customer(String id) {
    return customers.find(customerId(id)).orElseThrow(PageException::unknownCustomer);
  }

  // an invalid id is answered like an unknown one
  private static CustomerId customerId(String id) {
    return CustomerId.parse(id).orElseThrow(PageException::unknownCustomer);
  }

  /// The page after an action: the customer's page, or the home page if the administrator may not
  /// read customers.
  private static String after(AdministratorRequest administratorRequest, String id) {
    return administratorRequest.may(Roles.CUSTOMERS_READ) ? page(id) : "";
  }

  private static String page(String id) {
    return CustomerListPages.CUSTOMERS
        + "/"
        + CustomerId.parse(id).map(CustomerId::value).orElse("-");
  }

  private static Optional<Long> event(String text) {
    return text.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }
}
