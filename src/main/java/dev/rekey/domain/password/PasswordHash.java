package dev.rekey.domain.password;

/// An Argon2id hash of a password in the PHC string format, with its salt and cost (RFC 9106; OWASP
/// ASVS 5.0, 11.4.2). Its `toString` is redacted.
///
/// @param phc `$argon2id$v=19$m=…,t=…,p=…$salt$hash`
public record PasswordHash(String phc) {
  @Override
  public String toString() {
    return "[password hash]";
  }
}
