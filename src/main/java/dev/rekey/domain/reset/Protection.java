package dev.rekey.domain.reset;

/// The rate limits that apply to a visitor's requests.
public enum Protection {
  BY_IP_AND_EMAIL(true, true),
  /// By client address only: no limit and no interval for an email address.
  BY_IP(true, false),
  /// By email address only.
  BY_EMAIL(false, true),
  NONE(false, false);

  private final boolean byAddress;
  private final boolean byEmail;

  Protection(boolean byAddress, boolean byEmail) {
    this.byAddress = byAddress;
    this.byEmail = byEmail;
  }

  boolean byAddress() {
    return byAddress;
  }

  boolean byEmail() {
    return byEmail;
  }
}
