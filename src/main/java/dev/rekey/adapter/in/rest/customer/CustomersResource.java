package dev.rekey.adapter.in.rest.customer;

import dev.rekey.adapter.in.http.Roles;
import dev.rekey.adapter.in.rest.problem.InvalidRequestException;
import dev.rekey.adapter.in.rest.problem.ProblemResponses;
import dev.rekey.adapter.in.rest.problem.ProblemType;
import dev.rekey.adapter.in.rest.request.BuiltInAccountsOnly;
import dev.rekey.adapter.in.rest.request.Caller;
import dev.rekey.adapter.in.rest.request.CustomerIdParameter;
import dev.rekey.adapter.in.rest.request.JsonRequest;
import dev.rekey.adapter.in.rest.request.PageResponse;
import dev.rekey.adapter.in.rest.request.StoreParameter;
import dev.rekey.application.customer.EraseCustomer;
import dev.rekey.application.customer.FindCustomers;
import dev.rekey.application.customer.PutCustomer;
import dev.rekey.application.customer.ReadAuditTrail;
import dev.rekey.application.port.customer.Customers;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.store.StoreId;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Customers: search for administrators, and provisioning by the shop's own system.
@Path("/customers")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class CustomersResource {
  private static final int MAX_QUERY_LENGTH = 254;

  private final FindCustomers findCustomers;
  private final Customers customers;
  private final ReadAuditTrail readAuditTrail;
  private final PutCustomer putCustomer;
  private final EraseCustomer eraseCustomer;
  private final CustomerProfileReader profiles;
  private final ProblemResponses problemResponses;
  private final StoreParameter stores;
  private final Caller caller;
  private final BuiltInAccountsOnly accounts;
  private final SecurityIdentity identity;

  CustomersResource(
      FindCustomers findCustomers,
      Customers customers,
      ReadAuditTrail readAuditTrail,
      PutCustomer putCustomer,
      EraseCustomer eraseCustomer,
      CustomerProfileReader profiles,
      ProblemResponses problemResponses,
      StoreParameter stores,
      Caller caller,
      BuiltInAccountsOnly accounts,
      SecurityIdentity identity) {
    this.findCustomers = findCustomers;
    this.customers = customers;
    this.readAuditTrail = readAuditTrail;
    this.putCustomer = putCustomer;
    this.eraseCustomer = eraseCustomer;
    this.profiles = profiles;
    this.problemResponses = problemResponses;
    this.stores = stores;
    this.caller = caller;
    this.accounts = accounts;
    this.identity = identity;
  }

  @GET
  @RolesAllowed(Roles.CUSTOMERS_READ)
  public PageResponse<CustomerView> find(
      @QueryParam("query") @Nullable String query,
      @QueryParam("store") @Nullable String store,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    int most = PageResponse.limit(limit);
    @Nullable StoreId in = store == null ? null : stores.named(store);
    Customers.@Nullable Position after =
        PageResponse.cursor(cursor, Customers.Position::parse).orElse(null);
    if (query != null && (query.length() > MAX_QUERY_LENGTH || query.indexOf(0) >= 0)) {
      throw new InvalidRequestException("#/query", "invalid.query");
    }
    @Nullable String wanted = query == null || query.isBlank() ? null : query.strip();
    List<Customer> found = findCustomers.find(wanted, in, after, most + 1);
    return PageResponse.of(
        found,
        most,
        CustomerView::of,
        customer -> Customers.Position.behind(after, most, customer).text());
  }

  @GET
  @Path("/{id}")
  @RolesAllowed(Roles.CUSTOMERS_READ)
  public Response read(@PathParam("id") String id, @Context HttpHeaders headers) {
    return customers
        .find(CustomerIdParameter.of(id))
        .map(customer -> Response.ok(CustomerView.of(customer)).build())
        .orElseGet(() -> problemResponses.answer(headers, ProblemType.CUSTOMER_NOT_FOUND));
  }

  @GET
  @Path("/{id}/events")
  @RolesAllowed(Roles.CUSTOMERS_READ)
  public Response events(
      @PathParam("id") String id,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor,
      @Context HttpHeaders headers) {
    int most = PageResponse.limit(limit);
    @Nullable Long before = PageResponse.cursor(cursor, AuditEventView::position).orElse(null);
    return readAuditTrail
        .read(CustomerIdParameter.of(id), before, most + 1)
        .map(found ->
            Response.ok(
                    PageResponse.of(
                        found, most, AuditEventView::of, event -> Long.toString(event.id())))
                .build())
        .orElseGet(() -> problemResponses.answer(headers, ProblemType.CUSTOMER_NOT_FOUND));
  }

  @PUT
  @Path("/{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.CUSTOMERS_WRITE)
  public Response put(
      @PathParam("id") String id,
      byte @Nullable [] body,
      @Context HttpHeaders headers,
      @Context HttpServerRequest request) {
    accounts.require();
    CustomerId customer = CustomerIdParameter.of(id);
    JsonRequest json = JsonRequest.read(body);
    Optional<Password> password =
        Optional.ofNullable(json.optionalText("password")).map(Password::of);
    PutCustomer.Outcome outcome =
        putCustomer.put(
            customer,
            profiles.read(json),
            password.orElse(null),
            caller.administrator(identity, request));
    return switch (outcome) {
      case PutCustomer.Outcome.Created created ->
          Response.created(URI.create("/customers/" + customer))
              .entity(CustomerView.of(created.customer()))
              .build();
      case PutCustomer.Outcome.Replaced replaced ->
          Response.ok(CustomerView.of(replaced.customer())).build();
      case PutCustomer.Outcome.EmailTaken _ ->
          problemResponses.answer(headers, ProblemType.EMAIL_ALREADY_USED);
      case PutCustomer.Outcome.Rejected rejected ->
          problemResponses.rejected(headers, rejected.violations());
    };
  }

  @DELETE
  @Path("/{id}")
  @RolesAllowed(Roles.CUSTOMERS_WRITE)
  public Response erase(
      @PathParam("id") String id,
      @Context HttpHeaders headers,
      @Context HttpServerRequest request) {
    accounts.require();
    return switch (eraseCustomer.erase(
        CustomerIdParameter.of(id), caller.administrator(identity, request))) {
      case EraseCustomer.Outcome.Erased _ -> Response.noContent().build();
      case EraseCustomer.Outcome.UnknownCustomer _ ->
          problemResponses.answer(headers, ProblemType.CUSTOMER_NOT_FOUND);
    };
  }
}
