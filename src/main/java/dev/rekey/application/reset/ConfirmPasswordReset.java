package dev.rekey.application.reset;

import dev.rekey.application.password.PasswordChanges;
import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.application.port.customer.Customers;
import dev.rekey.application.port.reset.ResetTokens;
import dev.rekey.application.port.signin.Credentials;
import dev.rekey.domain.Actor;
import dev.rekey.domain.Digest;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.password.PasswordViolation;
import dev.rekey.domain.reset.ResetToken;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sets a new password with the token of a mailed link.
///
/// The order matters: check the token, check the rules, hash, and consume the token last. A
/// rejected password leaves the link usable, also if an identity provider rejects it. Only a valid
/// token causes the costly hash. Of any number of concurrent calls with one token exactly one sets
/// its password.
public final class ConfirmPasswordReset {
  private static final int MAX_AUDITED_FAILURES = 10;

  private final ResetTokens tokens;
  private final Customers customers;
  private final Credentials credentials;
  private final PasswordChanges passwords;
  private final AuditTrail audit;
  private final UnitOfWork unitOfWork;

  public ConfirmPasswordReset(
      ResetTokens tokens,
      Customers customers,
      Credentials credentials,
      PasswordChanges passwords,
      AuditTrail audit,
      UnitOfWork unitOfWork) {
    this.tokens = tokens;
    this.customers = customers;
    this.credentials = credentials;
    this.passwords = passwords;
    this.audit = audit;
    this.unitOfWork = unitOfWork;
  }

  /// Sets `password` with `token`.
  ///
  /// @param confirmation the second entry; null if the caller compared them itself
  public Outcome confirm(
      ResetToken token, Password password, @Nullable Password confirmation, Actor actor) {
    Digest digest = token.digest();
    ResetTokens.Found found = tokens.find(digest).orElse(null);
    if (found == null) {
      return new Outcome.Unknown();
    }
    CustomerId customer = found.customer().id();
    Outcome refusal = refusal(found);
    if (refusal != null) {
      unitOfWork.run(() -> refused(digest, customer, actor));
      return refusal;
    }
    List<PasswordViolation> violations =
        passwords.violations(password, confirmation, found.customer().email());
    if (!violations.isEmpty()) {
      unitOfWork.run(() -> refused(digest, customer, actor));
      return new Outcome.Rejected(violations);
    }
    Credentials.PreparedPassword preparedPassword = credentials.prepare(customer, password);
    try {
      return passwords.inUnit(
          customer,
          () -> consume(digest, customer, preparedPassword, actor),
          outcome -> outcome instanceof Outcome.Changed);
    } catch (Credentials.Refused refused) {
      unitOfWork.run(() -> refused(digest, customer, actor));
      return new Outcome.Rejected(List.of(refused.violation()));
    }
  }

  private Outcome consume(
      Digest digest, CustomerId id, Credentials.PreparedPassword preparedPassword, Actor actor) {
    return customers
        .lock(id)
        .<Outcome>map(customer -> {
          if (!customer.active() || !tokens.consume(digest, customer.linkVersion())) {
            // another confirm, a change of the account or the expiry came first, while hashing
            refused(digest, id, actor);
            return tokens.find(digest).map(this::lost).orElseGet(Outcome.Unknown::new);
          }
          passwords.change(customer, preparedPassword, actor, AuditEvent.ChangeMethod.RESET, null);
          return new Outcome.Changed(id);
        })
        .orElseGet(Outcome.Unknown::new);
  }

  // neither an unknown token nor a repeated one may flood the audit trail
  private boolean refused(Digest digest, CustomerId customer, Actor actor) {
    boolean first = tokens.countRefusal(digest, MAX_AUDITED_FAILURES);
    if (first) {
      audit.record(AuditEvent.passwordNotChanged(customer, actor, AuditEvent.ChangeMethod.RESET));
    }
    return first;
  }

  private Outcome lost(ResetTokens.Found found) {
    Outcome refusal = refusal(found);
    return refusal != null ? refusal : new Outcome.Used();
  }

  private static @Nullable Outcome refusal(ResetTokens.Found found) {
    return switch (found.state()) {
      case USABLE -> null;
      case USED -> new Outcome.Used();
      case EXPIRED -> new Outcome.Expired();
    };
  }

  /// The result of a confirm.
  public sealed interface Outcome {
    /// The password is set; all sign-ins have ended.
    record Changed(CustomerId customer) implements Outcome {}

    /// The password violates these rules; the link stays usable.
    record Rejected(List<PasswordViolation> violations) implements Outcome {}

    /// The link was used, or the password or the email changed since.
    record Used() implements Outcome {}

    /// The link has expired.
    record Expired() implements Outcome {}

    /// The token was never mailed, or its account was erased.
    record Unknown() implements Outcome {}
  }
}
