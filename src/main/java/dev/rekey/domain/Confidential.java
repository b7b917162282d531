package dev.rekey.domain;

/// Text that somebody entrusted to the service, such as what it shows at another system's door. It
/// never prints itself: [#reveal] is called where it is sent or sealed, and nowhere else.
public final class Confidential {
  private final String text;

  public Confidential(String text) {
    this.text = text;
  }

  /// The text itself.
  public String reveal() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Confidential confidential && confidential.text.equals(text);
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
