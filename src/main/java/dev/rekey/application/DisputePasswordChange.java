package dev.rekey.application;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.Credentials;
import dev.rekey.application.port.Customers;
import dev.rekey.application.port.PasswordDisputes;
import dev.rekey.application.port.ResetOutbox;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.domain.Digest;
import dev.rekey.domain.Origin;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.reset.DisputeToken;
import dev.rekey.domain.reset.ResetRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A customer says, with the link of a notice, that somebody else changed the password.
///
/// In one step everything is signed out, the password that was set signs nobody in any more, mailed
/// links die, and a reset begins: its mail goes to the address that is stored, past the limits,
/// which the other one may have used up. Of any number of concurrent calls with one link exactly
/// one does that, so that it makes one mail.
public final class DisputePasswordChange {
  private static final int REFUSALS_ON_THE_TRAIL = 10;

  private final PasswordDisputes disputes;
  private final Customers customers;
  private final Credentials credentials;
  private final Revocations revocations;
  private final ResetOutbox outbox;
  private final AuditTrail audit;
  private final UnitOfWork unitOfWork;

  public DisputePasswordChange(
      PasswordDisputes disputes,
      Customers customers,
      Credentials credentials,
      Revocations revocations,
      ResetOutbox outbox,
      AuditTrail audit,
      UnitOfWork unitOfWork) {
    this.disputes = disputes;
    this.customers = customers;
    this.credentials = credentials;
    this.revocations = revocations;
    this.outbox = outbox;
    this.audit = audit;
    this.unitOfWork = unitOfWork;
  }

  /// Disputes the change that `token` was mailed for.
  public Outcome dispute(DisputeToken token, Origin origin) {
    Digest digest = token.digest();
    PasswordDisputes.Found found = disputes.find(digest).orElse(null);
    if (found == null) {
      return new Outcome.Unknown();
    }
    CustomerId customer = found.customer();
    Outcome refusal = refusal(found.state());
    if (refusal != null) {
      unitOfWork.run(() -> refused(digest, customer, origin));
      return refusal;
    }
    // whoever keeps the account elsewhere may have changed the e-mail, which settles everything
    if (customers.find(customer).isEmpty()) {
      return new Outcome.Unknown();
    }
    Outcome outcome =
        credentials.inTurn(
            customer,
            () ->
                unitOfWork.run(() ->
                    customers
                        .lock(customer)
                        .map(locked -> take(digest, locked, origin))
                        .orElseGet(Outcome.Unknown::new)));
    if (outcome instanceof Outcome.Disputed) {
      List<String> _ = revocations.tellElsewhere(customer);
    }
    return outcome;
  }

  private Outcome take(Digest digest, Customer customer, Origin origin) {
    if (!disputes.take(digest)) {
      // lost to another call with it, a change of the account, or the clock
      refused(digest, customer.id(), origin);
      return disputes
          .find(digest)
          .map(found -> refusal(found.state()))
          .orElseGet(Outcome.Used::new);
    }
    long _ = disputes.changing(customer.id(), true);
    audit.record(AuditEvent.of(AuditEvent.Type.PASSWORD_DISPUTED, customer.id(), origin));
    revocations.revokeAll(customer, origin);
    outbox.record(new ResetRequest.AfterDispute(customer.id(), origin));
    credentials.remove(customer.id());
    return new Outcome.Disputed();
  }

  // A link that is tried over and over may not fill the trail.
  private boolean refused(Digest digest, CustomerId customer, Origin origin) {
    boolean first = disputes.countRefusal(digest, REFUSALS_ON_THE_TRAIL);
    if (first) {
      audit.record(AuditEvent.failed(AuditEvent.Type.PASSWORD_DISPUTED, customer, origin));
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

  /// What became of it.
  public sealed interface Outcome {
    /// Nobody is signed in, no password signs in, and a mail with a link is on its way.
    record Disputed() implements Outcome {}

    /// The link was used, or the account is in its owner's hands since, or has another e-mail
    /// address.
    record Used() implements Outcome {}

    /// The link's time is over.
    record Expired() implements Outcome {}

    /// The token was never mailed, or its account is gone.
    record Unknown() implements Outcome {}
  }
}
