package dev.rekey.adapter.in.web.administration;

import dev.rekey.adapter.in.http.Roles;
import dev.rekey.adapter.in.web.page.PageException;
import dev.rekey.application.customer.FindCustomers;
import dev.rekey.application.port.customer.Customers;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.store.StoreId;
import dev.rekey.domain.store.Stores;
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

/// The list of customers, with search and pagination. [AdministrationPageRenderer] authenticates
/// and authorizes.
@Path("/administration/customers")
@PermitAll
@RunOnVirtualThread
@EndpointDisabled(
    name = "rekey.pages.administration",
    stringValue = "false",
    disableIfMissing = true)
public class CustomerListPages {
  static final String CUSTOMERS = "customers";

  private static final int MAX_ROWS = 20;
  private static final int MAX_QUERY_LENGTH = 254;

  private final AdministrationPageRenderer administrationPageRenderer;
  private final FindCustomers findCustomers;
  private final Stores stores;
  private final RowViews lines;

  CustomerListPages(
      AdministrationPageRenderer administrationPageRenderer,
      FindCustomers findCustomers,
      Stores stores,
      RowViews lines) {
    this.administrationPageRenderer = administrationPageRenderer;
    this.findCustomers = findCustomers;
    this.stores = stores;
    this.lines = lines;
  }

  @GET
  public Response find(@Context RoutingContext call) {
    return administrationPageRenderer.answer(call, CUSTOMERS, Roles.CUSTOMERS_READ, this::find);
  }

  private Response find(AdministratorRequest administratorRequest) {
    String query = administratorRequest.parameter("query").map(String::strip).orElse("");
    Optional<StoreId> store = administratorRequest.parameter("store").map(this::store);
    if (query.length() > MAX_QUERY_LENGTH || query.indexOf(0) >= 0) {
      throw PageException.unreadable();
    }
    CursorHistory cursorHistory = CursorHistory.of(administratorRequest, "from");
    Customers.Position after = cursorHistory.position(Customers.Position::parse).orElse(null);
    List<Customer> found =
        findCustomers.find(query.isEmpty() ? null : query, store.orElse(null), after, MAX_ROWS + 1);
    String base =
        AdministrationPageRenderer.HOME
            + "/"
            + CUSTOMERS
            + "?query="
            + URLEncoder.encode(query, StandardCharsets.UTF_8)
            + store.map(id -> "&store=" + id).orElse("");
    return administrationPageRenderer.show(
        administratorRequest,
        200,
        CUSTOMERS,
        "customers",
        Map.of(
            "customers",
                Pagination.shown(found, MAX_ROWS).stream()
                    .map(customer -> lines.of(administratorRequest, customer))
                    .toList(),
            "query", query,
            "store", store.map(StoreId::value).orElse(""),
            "stores", choices(),
            "steps",
                Pagination.of(
                    cursorHistory,
                    found,
                    MAX_ROWS,
                    customer -> Customers.Position.behind(after, MAX_ROWS, customer).text(),
                    base,
                    "")));
  }

  private StoreId store(String text) {
    return StoreId.parse(text)
        .filter(id -> stores.find(id).isPresent())
        .orElseThrow(PageException::unreadable);
  }

  /// The stores in the search form; empty if there is only one.
  private List<String> choices() {
    return stores.all().size() < 2
        ? List.of()
        : stores.all().stream().map(store -> store.id().value()).sorted().toList();
  }
}
