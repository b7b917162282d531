package dev.rekey.domain;

/// A secret text that a client stored, such as the authorization header of a push endpoint. Its
/// `toString` is redacted. Only code that sends or encrypts it calls [#reveal].
public final class SecretText {
  private final String text;

  public SecretText(String text) {
    this.text = text;
  }

  /// The secret text.
  public String reveal() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SecretText secretText && secretText.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "[confidential]";
  }
}
