package dev.rekey.adapter.in.web;

import dev.rekey.http.Right;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// The way into the administration and out of it.
///
/// Who may call is asked by [Administration], here and on all its pages, since the answer is a page
/// or the way to the identity provider.
@Path("/administration")
@PermitAll
@RunOnVirtualThread
@EndpointDisabled(
    name = "rekey.pages.administration",
    stringValue = "false",
    disableIfMissing = true)
class AdministrationPages {
  private final Administration administration;
  private final Administrators administrators;
  private final Optional<String> clientId;

  AdministrationPages(
      Administration administration,
      Administrators administrators,
      @ConfigProperty(name = "quarkus.oidc.administration.client-id") Optional<String> clientId) {
    this.administration = administration;
    this.administrators = administrators;
    this.clientId = clientId;
  }

  @GET
  public Response home(@Context RoutingContext call) {
    return administration.answer(
        call,
        "",
        desk -> {
          if (desk.may(Right.CUSTOMERS_READ)) {
            return administration.goTo(desk, CustomersPages.CUSTOMERS);
          }
          return desk.may(Right.SETTINGS_WRITE)
              ? administration.goTo(desk, SettingsPages.SETTINGS)
              : administration.show(desk, 200, "", "nothing", Map.of());
        });
  }

  /// Where the identity provider sends administrators back to.
  @GET
  @Path("signed-in")
  public Response signedIn(@Context RoutingContext call) {
    return administration.answer(call, "", desk -> administration.goTo(desk, ""));
  }

  @POST
  @Path("sign-out")
  public Response signOut(byte @Nullable [] body, @Context RoutingContext call) {
    return administration.answer(
        call,
        "",
        desk -> {
          administration.submitted(desk, body);
          return administrators
              .signOut()
              .map(page ->
                  Response.seeOther(URI.create(page + (page.contains("?") ? "&" : "?") + query())))
              .map(response -> response.header(HttpHeaders.CACHE_CONTROL, "no-store").build())
              .orElseGet(() -> administration.goTo(desk, Administration.SIGNED_OUT));
        });
  }

  @GET
  @Path(Administration.SIGNED_OUT)
  public Response signedOut(@Context RoutingContext call) {
    return administration.open(call, Administration.SIGNED_OUT, "signed-out");
  }

  // OpenID Connect RP-Initiated Logout 1.0, section 2: the client's name, and no token, since that
  // has no place in an address
  private String query() {
    return "client_id="
        + encoded(clientId.orElse(""))
        + "&post_logout_redirect_uri="
        + encoded(administration.address() + Administration.HOME + "/" + Administration.SIGNED_OUT);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
