package dev.rekey.adapter.in.http;

/// What an administrator's token may allow: one role for each right. The role `store-admin` holds
/// them all (see `application.properties`).
public final class Roles {
  public static final String CUSTOMERS_READ = "customers:read";
  public static final String CUSTOMERS_RESET_PASSWORD = "customers:reset-password";
  public static final String CUSTOMERS_FORCE_SIGN_IN = "customers:force-sign-in";
  public static final String CUSTOMERS_WRITE = "customers:write";
  public static final String SETTINGS_WRITE = "settings:write";
  public static final String OAUTH_TOKENS_WRITE = "oauth-tokens:write";
  public static final String OAUTH_TOKENS_INTROSPECT = "oauth-tokens:introspect";
  public static final String GLOBAL_TOKEN_REVOCATION = "global-token-revocation";

  /// Streams of security events, for the systems that receive them.
  public static final String SECURITY_EVENTS_MANAGE = "security-events:manage";

  /// Streams of security events whoever they belong to, for whoever runs the service: to end one
  /// makes its receiver blind, and it is not told.
  public static final String EVENT_STREAMS_WRITE = "event-streams:write";

  /// Not a role: what a customer's own sign-in allows and an integration's token does not.
  public static final String SIGN_IN = "sign-in";

  private Roles() {}
}
