package dev.rekey.application.password;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.application.port.customer.Customers;
import dev.rekey.application.port.password.PasswordDisputes;
import dev.rekey.application.port.reset.ResetOutbox;
import dev.rekey.application.port.signin.Credentials;
import dev.rekey.application.revocation.Revocations;
import dev.rekey.domain.Actor;
import dev.rekey.domain.Digest;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.reset.DisputeToken;
import dev.rekey.domain.reset.ResetRequest;
import org.jspecify.annotations.Nullable;

/// Disputes a password change with the link of a notice mail.
///
/// One unit of work revokes all tokens, removes the new password, invalidates mailed links and
/// starts a reset. The reset mail goes to the stored address and bypasses the rate limits, which an
/// attacker may have used up. Of any number of concurrent calls with one link exactly one succeeds,
/// so that one mail is sent.
public final class DisputePasswordChange {
  private static final int MAX_AUDITED_FAILURES = 10;

  private final PasswordDisputes disputes;
  private final Customers customers;
  private final Credentials credentials;
  private final PasswordChanges passwords;
  private final Revocations revocations;
  private final ResetOutbox outbox;
  private final AuditTrail audit;
  private final UnitOfWork unitOfWork;

  public DisputePasswordChange(
      PasswordDisputes disputes,
      Customers customers,
      Credentials credentials,
      PasswordChanges passwords,
      Revocations revocations,
      ResetOutbox outbox,
      AuditTrail audit,
      UnitOfWork unitOfWork) {
    this.disputes = disputes;
    this.customers = customers;
    this.credentials = credentials;
    this.passwords = passwords;
    this.revocations = revocations;
    this.outbox = outbox;
    this.audit = audit;
    this.unitOfWork = unitOfWork;
  }

  /// Disputes the password change that `token` was mailed for.
  public Outcome dispute(DisputeToken token, Actor actor) {
    Digest digest = token.digest();
    PasswordDisputes.Found found = disputes.find(digest).orElse(null);
    if (found == null) {
      return new Outcome.Unknown();
    }
    CustomerId customer = found.customer();
    Outcome refusal = refusal(found.state());
    if (refusal != null) {
      unitOfWork.run(() -> refused(digest, customer, actor));
      return refusal;
    }
    // refreshes a remote account: a changed email invalidates the link
    if (customers.find(customer).isEmpty()) {
      return new Outcome.Unknown();
    }
    return passwords.inUnit(
        customer,
        () ->
            customers
                .lock(customer)
                .map(locked -> consume(digest, locked, actor))
                .orElseGet(Outcome.Unknown::new),
        outcome -> outcome instanceof Outcome.Disputed);
  }

  private Outcome consume(Digest digest, Customer customer, Actor actor) {
    if (!disputes.consume(digest)) {
      // another call, a change of the account or the expiry came first
      refused(digest, customer.id(), actor);
      return disputes
          .find(digest)
          .map(found -> refusal(found.state()))
          .orElseGet(Outcome.Used::new);
    }
    long _ = disputes.changing(customer.id(), true);
    audit.record(AuditEvent.of(AuditEvent.Type.PASSWORD_DISPUTED, customer.id(), actor));
    revocations.revoke(customer, actor);
    outbox.record(new ResetRequest.AfterDispute(customer.id(), actor));
    credentials.remove(customer.id());
    return new Outcome.Disputed();
  }

  // a repeated attempt may not flood the audit trail
  private boolean refused(Digest digest, CustomerId customer, Actor actor) {
    boolean first = disputes.countRefusal(digest, MAX_AUDITED_FAILURES);
    if (first) {
      audit.record(AuditEvent.failed(AuditEvent.Type.PASSWORD_DISPUTED, customer, actor));
    }
    return first;
  }

  private static @Nullable Outcome refusal(PasswordDisputes.State state) {
    return switch (state) {
      case USABLE -> null;
      case USED -> new Outcome.Used();
      case EXPIRED -> new Outcome.Expired();
    };
  }

  /// The result of a dispute.
  public sealed interface Outcome {
    /// All tokens are revoked, no password signs in, and a mail with a link is queued.
    record Disputed() implements Outcome {}

    /// The link was used, or a later change settled the dispute, or the email address changed.
    record Used() implements Outcome {}

    /// The link has expired.
    record Expired() implements Outcome {}

    /// The token was never mailed, or its account was erased.
    record Unknown() implements Outcome {}
  }
}
