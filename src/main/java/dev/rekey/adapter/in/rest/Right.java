package dev.rekey.adapter.in.rest;

/// What an administrator's token may allow: one role for each right. The role `store-admin` holds
/// them all (see `application.properties`).
final class Right {
  static final String CUSTOMERS_READ = "customers:read";
  static final String CUSTOMERS_RESET_PASSWORD = "customers:reset-password";
  static final String CUSTOMERS_FORCE_SIGN_IN = "customers:force-sign-in";
  static final String CUSTOMERS_WRITE = "customers:write";
  static final String SETTINGS_WRITE = "settings:write";
  static final String OAUTH_TOKENS_WRITE = "oauth-tokens:write";
  static final String OAUTH_TOKENS_INTROSPECT = "oauth-tokens:introspect";

  /// Not a role: what a customer's own sign-in allows and an integration's token does not.
  static final String SIGN_IN = "sign-in";

  private Right() {}
}
