package dev.rekey.domain.password;

/// What is stored of a password: an Argon2id hash in the PHC string format, with its salt and cost
/// (RFC 9106; OWASP ASVS 5.0, 11.4.2). It prints itself redacted.
///
/// @param phc `$argon2id$v=19$m=…,t=…,p=…$salt$hash`
public record PasswordHash(String phc) {
  @Override
  public String toString() {
    return "[password hash]";
  }
}
