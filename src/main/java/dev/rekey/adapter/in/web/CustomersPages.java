package dev.rekey.adapter.in.web;

import dev.rekey.application.FindCustomers;
import dev.rekey.application.port.Customers;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.StoreId;
import dev.rekey.domain.customer.Stores;
import dev.rekey.http.Right;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All customers, a page of them at a time. [Administration] asks who calls.
@Path("/administration/customers")
@PermitAll
@RunOnVirtualThread
@EndpointDisabled(
    name = "rekey.pages.administration",
    stringValue = "false",
    disableIfMissing = true)
class CustomersPages {
  static final String CUSTOMERS = "customers";

  private static final int MOST = 20;
  private static final int LONGEST_QUERY = 254;

  private final Administration administration;
  private final FindCustomers findCustomers;
  private final Stores stores;
  private final CustomerLines lines;

  CustomersPages(
      Administration administration,
      FindCustomers findCustomers,
      Stores stores,
      CustomerLines lines) {
    this.administration = administration;
    this.findCustomers = findCustomers;
    this.stores = stores;
    this.lines = lines;
  }

  @GET
  public Response find(@Context RoutingContext call) {
    return administration.answer(call, CUSTOMERS, Right.CUSTOMERS_READ, this::find);
  }

  private Response find(Desk desk) {
    String query = desk.parameter("query").map(String::strip).orElse("");
    Optional<StoreId> store = desk.parameter("store").map(this::store);
    if (query.length() > LONGEST_QUERY || query.indexOf(0) >= 0) {
      throw PageFailure.unreadable();
    }
    Trail trail = Trail.of(desk, "from");
    Customers.Position after = trail.position(Customers.Position::parse).orElse(null);
    List<Customer> found =
        findCustomers.find(query.isEmpty() ? null : query, store.orElse(null), after, MOST + 1);
    String base =
        Administration.HOME
            + "/"
            + CUSTOMERS
            + "?query="
            + URLEncoder.encode(query, StandardCharsets.UTF_8)
            + store.map(id -> "&store=" + id).orElse("");
    return administration.show(
        desk,
        200,
        CUSTOMERS,
        "customers",
        Map.of(
            "customers",
                Steps.shown(found, MOST).stream()
                    .map(customer -> lines.of(desk, customer))
                    .toList(),
            "query", query,
            "store", store.map(StoreId::value).orElse(""),
            "stores", choices(),
            "steps",
                Steps.of(
                    trail,
                    found,
                    MOST,
                    customer -> Customers.Position.behind(after, MOST, customer).text(),
                    base,
                    "")));
  }

  private StoreId store(String text) {
    return StoreId.parse(text)
        .filter(id -> stores.find(id).isPresent())
        .orElseThrow(PageFailure::unreadable);
  }

  /// The stores to choose from; none where there is no choice.
  private List<String> choices() {
    return stores.all().size() < 2
        ? List.of()
        : stores.all().stream().map(store -> store.id().value()).sorted().toList();
  }
}
