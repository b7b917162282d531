package dev.rekey.application.reset;

import dev.rekey.application.password.MailBudget;
import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.Mailer;
import dev.rekey.application.port.Sleeper;
import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.application.port.reset.ResetOutbox;
import dev.rekey.application.port.reset.ResetOutbox.Due;
import dev.rekey.application.port.reset.ResetOutbox.Outcome;
import dev.rekey.application.port.reset.ResetOutbox.Settled;
import dev.rekey.application.reset.RecipientResolver.Resolved;
import dev.rekey.domain.Actor;
import dev.rekey.domain.Backoff;
import dev.rekey.domain.OutboxSettings;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.reset.ResetRequest;
import dev.rekey.domain.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Mails the links of recorded reset requests.
///
/// The account is looked up here and not in the request. The token is created right before its
/// mail, so that no queue, table or log ever holds it. A request is settled after the mail server
/// accepted the mail. A crash in between sends a second mail, whose link works too, but never loses
/// one.
public final class MailResetLinks {
  /// The time until a request is abandoned. Mail servers give up after four to five days (RFC 5321,
  /// section 4.5.4.1).
  static final Duration GIVE_UP = Duration.ofDays(5);

  private static final System.Logger LOG = System.getLogger(MailResetLinks.class.getName());

  /// Delay before a failed outbox update is retried.
  private static final Duration SETTLE_RETRY_DELAY = Duration.ofMillis(500);

  private final ResetOutbox outbox;
  private final RecipientResolver recipientResolver;
  private final MailBudget budget;
  private final Mailer mailer;
  private final Stores stores;
  private final AuditTrail audit;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;
  private final Sleeper sleeper;
  private final OutboxSettings outboxSettings;
  private final Backoff backoff;
  private final Backoff unclear;
  private final Executor senders;

  public MailResetLinks(
      ResetOutbox outbox,
      RecipientResolver recipientResolver,
      MailBudget budget,
      Mailer mailer,
      Stores stores,
      AuditTrail audit,
      UnitOfWork unitOfWork,
      InstantSource clock,
      Sleeper sleeper,
      OutboxSettings outboxSettings,
      Executor senders) {
    this.outbox = outbox;
    this.recipientResolver = recipientResolver;
    this.budget = budget;
    this.mailer = mailer;
    this.stores = stores;
    this.audit = audit;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
    this.sleeper = sleeper;
    this.outboxSettings = outboxSettings;
    this.backoff = outboxSettings.doublingUpTo(Duration.ofMinutes(5));
    // about fifteen attempts within five days
    this.unclear = new Backoff(outboxSettings.retryDelay(), Duration.ofHours(12), 4);
    this.senders = senders;
  }

  /// Claims at most `most` due requests, mails and settles them. Returns the number of claims.
  ///
  /// @param stopping turns true when the service stops: requests that are not started are released
  /// @param gracePeriodEnd completes at the end of the grace period: mails in progress keep their
  ///   lease, and the others are settled
  public int mailDue(int most, BooleanSupplier stopping, CompletableFuture<?> gracePeriodEnd) {
    Instant claimedAt = clock.instant();
    List<Due> due = outbox.claim(most, outboxSettings.lease());
    if (due.isEmpty()) {
      return 0;
    }
    List<CompletableFuture<Result>> results = new ArrayList<>(due.size());
    for (Resolved one : recipientResolver.resolve(due)) {
      results.add(
          switch (one) {
            case Resolved.Recipient to ->
                CompletableFuture.supplyAsync(
                    () -> send(to, claimedAt.plus(outboxSettings.mailStartsWithin()), stopping),
                    senders);
            case Resolved.NoAccount(Due of, Customer customer) ->
                CompletableFuture.completedFuture(done(of, customer, Outcome.NO_ACCOUNT));
            case Resolved.Failed(Due of) -> CompletableFuture.completedFuture(later(of, pause(of)));
            case Resolved.Changed(Due of) ->
                CompletableFuture.completedFuture(later(of, Duration.ZERO));
          });
    }
    CompletableFuture<?> all =
        CompletableFuture.allOf(results.toArray(CompletableFuture<?>[]::new));
    CompletableFuture.anyOf(all, gracePeriodEnd).join();
    settle(
        results.stream().filter(CompletableFuture::isDone).map(CompletableFuture::join).toList(),
        claimedAt.plus(outboxSettings.lease()),
        gracePeriodEnd);
    return due.size();
  }

  // retries within the lease: the mails were sent, and a short outage must not send them again
  private void settle(List<Result> ended, Instant until, CompletableFuture<?> gracePeriodEnd) {
    while (true) {
      try {
        unitOfWork.run(() -> {
          // an earlier attempt may have committed although its answer was lost
          Set<Long> news = outbox.settle(ended.stream().map(Result::settled).toList());
          audit.record(
              ended.stream()
                  .filter(result -> news.contains(result.settled.id()))
                  .flatMap(result -> result.events.stream())
                  .toList());
          return true;
        });
        return;
      } catch (TemporarilyUnavailable outage) {
        if (gracePeriodEnd.isDone() || clock.instant().plus(SETTLE_RETRY_DELAY).isAfter(until)) {
          throw outage;
        }
        sleeper.sleep(SETTLE_RETRY_DELAY);
      }
    }
  }

  private Result send(Resolved.Recipient to, Instant deadline, BooleanSupplier stopping) {
    Due due = to.due();
    Customer customer = to.customer();
    Instant now = clock.instant();
    if (stopping.getAsBoolean() || now.isAfter(deadline) || !to.link().worthMailing(now)) {
      return later(due, stopping.getAsBoolean() ? Duration.ZERO : outboxSettings.retryDelay());
    }
    Mailer.Email email =
        new Mailer.Email.ResetEmail(
            customer,
            stores.get(customer.store()),
            to.token(),
            to.link().expiresAt(),
            to.link().mailBefore(),
            Mailer.Email.Cause.of(due.request()));
    return switch (budget.send(customer, share(due.request()), () -> deliver(due, email))) {
      case MailBudget.Outcome.Waits(Duration time) -> later(due, time);
      case MailBudget.Outcome.Sent(Mailer.Delivery delivery) -> sent(due, customer, delivery);
    };
  }

  private static MailBudget.Share share(ResetRequest request) {
    return switch (request) {
      case ResetRequest.ByVisitor _ -> MailBudget.Share.VISITORS;
      case ResetRequest.ByAdministrator _, ResetRequest.AfterDispute _ -> MailBudget.Share.SUPPORT;
    };
  }

  private Result sent(Due due, Customer customer, Mailer.Delivery delivery) {
    return switch (delivery) {
      case ACCEPTED ->
          done(
              due,
              customer,
              Outcome.MAILED,
              AuditEvent.of(AuditEvent.Type.PASSWORD_RESET_MAIL_SENT, customer.id(), Actor.SYSTEM));
      case REFUSED -> failed(due, customer, Outcome.UNDELIVERABLE);
      case POSTPONED -> tried(due, customer, new Settled.Postponed(due, pause(due)));
      // the customer may have the mail: the next ones follow at growing intervals
      case UNKNOWN -> tried(due, customer, new Settled.Unknown(due, unclear.after(due.unclear())));
    };
  }

  // one failed mail must not stop the others
  private Mailer.Delivery deliver(Due due, Mailer.Email email) {
    try {
      return mailer.send(email);
    } catch (RuntimeException failure) {
      LOG.log(System.Logger.Level.ERROR, "Mail of reset request " + due.id() + " failed", failure);
      return Mailer.Delivery.POSTPONED;
    }
  }

  // uses the database's clock only: a replica with a wrong clock must not abandon new requests
  private static Result tried(Due due, Customer customer, Settled retry) {
    return due.requestedAt().plus(GIVE_UP).isBefore(due.claimedAt())
        ? failed(due, customer, Outcome.ABANDONED)
        : new Result(retry, events(due, customer));
  }

  private static Result later(Due due, Duration pause) {
    return new Result(new Settled.Later(due, pause), List.of());
  }

  private static Result failed(Due due, Customer customer, Outcome outcome) {
    return done(
        due,
        customer,
        outcome,
        AuditEvent.failed(AuditEvent.Type.PASSWORD_RESET_MAIL_FAILED, customer.id(), Actor.SYSTEM));
  }

  private static Result done(
      Due due, @Nullable Customer customer, Outcome outcome, AuditEvent... more) {
    return new Result(new Settled.Done(due, outcome), events(due, customer, more));
  }

  // The first attempt audits the request itself, because the request path does not know the
  // account.
  private static List<AuditEvent> events(Due due, @Nullable Customer customer, AuditEvent... more) {
    List<AuditEvent> events = new ArrayList<>(List.of(more));
    if (!due.audited()) {
      events.addFirst(
          AuditEvent.of(
                  AuditEvent.Type.PASSWORD_RESET_REQUESTED,
                  customer == null ? null : customer.id(),
                  due.request().origin())
              .at(due.requestedAt()));
    }
    return events;
  }

  private Duration pause(Due due) {
    return backoff.after(due.attempts() - 1);
  }

  private record Result(Settled settled, List<AuditEvent> events) {}
}
