package dev.rekey.adapter.in.rest.reset;

import dev.rekey.adapter.in.rest.request.StoreParameter;
import dev.rekey.application.port.settings.SettingsStore;
import dev.rekey.domain.store.Stores;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/// The password policy for the storefront's pages, and the redirect to the forgot-password page.
@Path("/")
@PermitAll
@NonBlocking
public class PasswordPolicyResource {
  private final SettingsStore settings;
  private final Stores stores;
  private final StoreParameter names;

  PasswordPolicyResource(SettingsStore settings, Stores stores, StoreParameter names) {
    this.settings = settings;
    this.stores = stores;
    this.names = names;
  }

  @GET
  @Path("password-policy")
  @Produces(MediaType.APPLICATION_JSON)
  public Response passwordPolicy(@QueryParam("store") @Nullable String store) {
    names.of(store);
    return Response.ok(PasswordPolicyView.of(settings.current().passwordPolicy()))
        // a change of the settings may take the same 5 s to reach all replicas
        .header(HttpHeaders.CACHE_CONTROL, "max-age=5")
        .build();
  }

  /// Redirects to the forgot-password page (W3C, "A Well-Known URL for Changing Passwords").
  @GET
  @Path(".well-known/change-password")
  public Response changePassword(@QueryParam("store") @Nullable String store) {
    return Response.seeOther(stores.get(names.of(store)).forgotPasswordPage()).build();
  }
}
