package dev.rekey.domain.reset;

/// Which limits hold for a visitor's requests.
public enum Protection {
  BY_IP_AND_EMAIL(true, true),
  /// By client address alone: no limit and no interval for each e-mail.
  BY_IP(true, false),
  /// By e-mail alone.
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
