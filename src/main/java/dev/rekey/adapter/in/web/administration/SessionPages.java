package dev.rekey.adapter.in.web.administration;

import dev.rekey.adapter.in.http.Roles;
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

/// Sign-in and sign-out pages of the administration.
///
/// [AdministrationPageRenderer] authenticates callers here as on all its pages, since the answer is
/// a page or a redirect to the identity provider.
@Path("/administration")
@PermitAll
@RunOnVirtualThread
@EndpointDisabled(
    name = "rekey.pages.administration",
    stringValue = "false",
    disableIfMissing = true)
public class SessionPages {
  private final AdministrationPageRenderer administrationPageRenderer;
  private final AdministratorSessions administratorSessions;
  private final Optional<String> clientId;

  SessionPages(
      AdministrationPageRenderer administrationPageRenderer,
      AdministratorSessions administratorSessions,
      @ConfigProperty(name = "quarkus.oidc.administration.client-id") Optional<String> clientId) {
    this.administrationPageRenderer = administrationPageRenderer;
    this.administratorSessions = administratorSessions;
    this.clientId = clientId;
  }

  @GET
  public Response home(@Context RoutingContext call) {
    return administrationPageRenderer.answer(
        call,
        "",
        administratorRequest -> {
          if (administratorRequest.may(Roles.CUSTOMERS_READ)) {
            return administrationPageRenderer.goTo(
                administratorRequest, CustomerListPages.CUSTOMERS);
          }
          return administratorRequest.may(Roles.SETTINGS_WRITE)
              ? administrationPageRenderer.goTo(administratorRequest, SettingsPages.SETTINGS)
              : administrationPageRenderer.show(administratorRequest, 200, "", "nothing", Map.of());
        });
  }

  /// Handles the redirect back from the identity provider.
  @GET
  @Path("signed-in")
  public Response signedIn(@Context RoutingContext call) {
    return administrationPageRenderer.answer(
        call,
        "",
        administratorRequest -> administrationPageRenderer.goTo(administratorRequest, ""));
  }

  @POST
  @Path("sign-out")
  public Response signOut(byte @Nullable [] body, @Context RoutingContext call) {
    return administrationPageRenderer.answer(
        call,
        "",
        administratorRequest -> {
          administrationPageRenderer.submittedForm(administratorRequest, body);
          return administratorSessions
              .signOut()
              .map(page ->
                  Response.seeOther(URI.create(page + (page.contains("?") ? "&" : "?") + query())))
              .map(response -> response.header(HttpHeaders.CACHE_CONTROL, "no-store").build())
              .orElseGet(() ->
                  administrationPageRenderer.goTo(
                      administratorRequest, AdministrationPageRenderer.SIGNED_OUT));
        });
  }

  @GET
  @Path(AdministrationPageRenderer.SIGNED_OUT)
  public Response signedOut(@Context RoutingContext call) {
    return administrationPageRenderer.open(
        call, AdministrationPageRenderer.SIGNED_OUT, "signed-out");
  }

  // OpenID Connect RP-Initiated Logout 1.0, section 2: client_id instead of id_token_hint, since a
  // token must not be in a URL
  private String query() {
    return "client_id="
        + encoded(clientId.orElse(""))
        + "&post_logout_redirect_uri="
        + encoded(
            administrationPageRenderer.address()
                + AdministrationPageRenderer.HOME
                + "/"
                + AdministrationPageRenderer.SIGNED_OUT);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
