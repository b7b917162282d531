package dev.rekey.application;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.Credentials;
import dev.rekey.application.port.Customers;
import dev.rekey.application.port.ResetTokens;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.domain.Digest;
import dev.rekey.domain.Origin;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.password.PasswordViolation;
import dev.rekey.domain.reset.ResetToken;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A customer sets a new password with the token of a mailed link.
///
/// The order is the point: token, rules, hash, and only then the taking. A password that is refused
/// leaves the link usable, also where an identity provider refuses it in the end, and the costly
/// hash is made for nobody without a token. Of any number of concurrent calls with one token
/// exactly one sets its password.
public final class ConfirmPasswordReset {
  private static final int REFUSALS_ON_THE_TRAIL = 10;

  private final ResetTokens tokens;
  private final Customers customers;
  private final Credentials credentials;
  private final NewPasswords passwords;
  private final AuditTrail audit;
  private final UnitOfWork unitOfWork;

  public ConfirmPasswordReset(
      ResetTokens tokens,
      Customers customers,
      Credentials credentials,
      NewPasswords passwords,
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
  /// @param confirmation the password entered a second time; null where the caller compared them
  public Outcome confirm(
      ResetToken token, Password password, @Nullable Password confirmation, Origin origin) {
    Digest digest = token.digest();
    ResetTokens.Found found = tokens.find(digest).orElse(null);
    if (found == null) {
      return new Outcome.Unknown();
    }
    CustomerId customer = found.customer().id();
    Outcome refusal = refusal(found);
    if (refusal != null) {
      unitOfWork.run(() -> refused(digest, customer, origin));
      return refusal;
    }
    List<PasswordViolation> violations =
        passwords.violations(password, confirmation, found.customer().email());
    if (!violations.isEmpty()) {
      unitOfWork.run(() -> refused(digest, customer, origin));
      return new Outcome.Rejected(violations);
    }
    Credentials.Ready ready = credentials.ready(customer, password);
    Outcome outcome;
    try {
      outcome =
          credentials.inTurn(
              customer, () -> unitOfWork.run(() -> take(digest, customer, ready, origin)));
    } catch (Credentials.Refused refused) {
      unitOfWork.run(() -> refused(digest, customer, origin));
      return new Outcome.Rejected(List.of(refused.violation()));
    }
    if (outcome instanceof Outcome.Changed) {
      passwords.tellElsewhere(customer);
    }
    return outcome;
  }

  private Outcome take(Digest digest, CustomerId id, Credentials.Ready ready, Origin origin) {
    return customers
        .lock(id)
        .<Outcome>map(customer -> {
          if (!customer.active() || !tokens.take(digest, customer.linkVersion())) {
            // lost to another confirm, a change of the account, or the clock, while hashing
            refused(digest, id, origin);
            return tokens.find(digest).map(this::lost).orElseGet(Outcome.Unknown::new);
          }
          passwords.change(customer, ready, origin, AuditEvent.Means.RESET, null);
          return new Outcome.Changed();
        })
        .orElseGet(Outcome.Unknown::new);
  }

  // Neither a token that nobody has nor one that is tried over and over may fill the trail.
  private boolean refused(Digest digest, CustomerId customer, Origin origin) {
    boolean first = tokens.countRefusal(digest, REFUSALS_ON_THE_TRAIL);
    if (first) {
      audit.record(AuditEvent.passwordNotChanged(customer, origin, AuditEvent.Means.RESET));
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

  /// What became of it.
  public sealed interface Outcome {
    /// The password is set; nobody is signed in.
    record Changed() implements Outcome {}

    /// The password breaks these rules; the link stays usable.
    record Rejected(List<PasswordViolation> violations) implements Outcome {}

    /// The link was used, or the password or the e-mail changed since.
    record Used() implements Outcome {}

    /// The link's time is over.
    record Expired() implements Outcome {}

    /// The token was never mailed, or its account is gone.
    record Unknown() implements Outcome {}
  }
}
