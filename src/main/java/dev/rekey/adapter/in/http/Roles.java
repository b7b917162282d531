package dev.rekey.adapter.in.http;

/// The roles of administrators, one for each right. The role `store-admin` includes all of them
/// (see `application.properties`).
public final class Roles {
  public static final String CUSTOMERS_READ = "customers:read";
  public static final String CUSTOMERS_RESET_PASSWORD = "customers:reset-password";
  public static final String CUSTOMERS_FORCE_SIGN_IN = "customers:force-sign-in";
  public static final String CUSTOMERS_WRITE = "customers:write";
  public static final String SETTINGS_WRITE = "settings:write";
  public static final String OAUTH_TOKENS_WRITE = "oauth-tokens:write";
  public static final String OAUTH_TOKENS_INTROSPECT = "oauth-tokens:introspect";
  public static final String GLOBAL_TOKEN_REVOCATION = "global-token-revocation";

  /// Manages the streams of security events that the calling receiver owns.
  public static final String SECURITY_EVENTS_MANAGE = "security-events:manage";

  /// Manages the streams of all owners, for operators of the service. Deleting a stream stops its
  /// events, and the receiver is not notified.
  public static final String EVENT_STREAMS_WRITE = "event-streams:write";

  /// Not a role: the permission of a customer's own sign-in, which an integration's token does not
  /// have.
  public static final String SIGN_IN = "sign-in";

  private Roles() {}
}
