package dev.rekey.config;

/// The header in which a proxy forwards the client address.
public enum ProxyHeader {
  X_FORWARDED_FOR("X-Forwarded-For"),
  /// RFC 7239.
  FORWARDED("Forwarded");

  private final String text;

  ProxyHeader(String text) {
    this.text = text;
  }

  /// The name of the header.
  public String text() {
    return text;
  }
}
