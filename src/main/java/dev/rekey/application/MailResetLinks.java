package dev.rekey.application;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.Mail;
import dev.rekey.application.port.ResetOutbox;
import dev.rekey.application.port.ResetOutbox.Due;
import dev.rekey.application.port.ResetOutbox.Outcome;
import dev.rekey.application.port.ResetOutbox.Settled;
import dev.rekey.application.port.ResetTokens;
import dev.rekey.application.port.SettingsStore;
import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.application.port.TokenSource;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.domain.Backoff;
import dev.rekey.domain.Digest;
import dev.rekey.domain.Origin;
import dev.rekey.domain.OutboxSettings;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.Stores;
import dev.rekey.domain.reset.ResetLink;
import dev.rekey.domain.reset.ResetRequest;
import dev.rekey.domain.reset.ResetToken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Writes the mails of recorded requests.
///
/// The account is looked up here, away from the request. The token is made here too, right before
/// its mail, so that no queue, table or log ever holds it. A request is settled after the mail
/// server took its mail: a crash in between sends a second mail, whose link works too, and never
/// none.
public final class MailResetLinks {
  /// Mail servers give up on a mail after four to five days (RFC 5321, section 4.5.4.1), and so
  /// does the customer.
  static final Duration GIVE_UP = Duration.ofDays(5);

  private static final System.Logger LOG = System.getLogger(MailResetLinks.class.getName());

  /// How soon a word that the outbox could not take is said again.
  private static final Duration AGAIN = Duration.ofMillis(500);

  private final ResetOutbox outbox;
  private final Recipients recipients;
  private final ResetTokens tokens;
  private final TokenSource tokenSource;
  private final Mail mail;
  private final Stores stores;
  private final SettingsStore settings;
  private final AuditTrail audit;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;
  private final OutboxSettings outboxSettings;
  private final Backoff backoff;
  private final Backoff unclear;
  private final Executor senders;

  public MailResetLinks(
      ResetOutbox outbox,
      Recipients recipients,
      ResetTokens tokens,
      TokenSource tokenSource,
      Mail mail,
      Stores stores,
      SettingsStore settings,
      AuditTrail audit,
      UnitOfWork unitOfWork,
      InstantSource clock,
      OutboxSettings outboxSettings,
      Executor senders) {
    this.outbox = outbox;
    this.recipients = recipients;
    this.tokens = tokens;
    this.tokenSource = tokenSource;
    this.mail = mail;
    this.stores = stores;
    this.settings = settings;
    this.audit = audit;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
    this.outboxSettings = outboxSettings;
    this.backoff = outboxSettings.doublingUpTo(Duration.ofMinutes(5));
    // within the five days no more than some fifteen
    this.unclear = new Backoff(outboxSettings.retryDelay(), Duration.ofHours(12), 4);
    this.senders = senders;
  }

  /// Claims at most `most` requests that are due, and settles each of them. Answers how many it
  /// claimed.
  ///
  /// @param stopping turns true when the service stops: what is not begun is handed back
  /// @param lastCall completes when the service waits no longer: what hangs is left to its lease,
  ///   and the others are settled
  public int mailDue(int most, BooleanSupplier stopping, CompletableFuture<?> lastCall)
      throws InterruptedException {
    Instant claimedAt = clock.instant();
    List<Due> due = outbox.claim(most, outboxSettings.lease());
    if (due.isEmpty()) {
      return 0;
    }
    List<Task> tasks = prepare(due);
    List<CompletableFuture<Result>> results = new ArrayList<>(tasks.size());
    for (Task one : tasks) {
      results.add(
          switch (one) {
            case Settle settle ->
                CompletableFuture.completedFuture(new Result(settle.settled, settle.events));
            case Write write ->
                CompletableFuture.supplyAsync(
                    () -> send(write, claimedAt.plus(outboxSettings.mailStartsWithin()), stopping),
                    senders);
          });
    }
    CompletableFuture<?> all =
        CompletableFuture.allOf(results.toArray(CompletableFuture<?>[]::new));
    CompletableFuture.anyOf(all, lastCall).join();
    settle(
        results.stream().filter(CompletableFuture::isDone).map(CompletableFuture::join).toList(),
        claimedAt.plus(outboxSettings.lease()),
        lastCall);
    return due.size();
  }

  // Mails are out: a database that is away for a moment is no reason to write them all once more.
  private void settle(List<Result> ended, Instant until, CompletableFuture<?> lastCall)
      throws InterruptedException {
    while (true) {
      try {
        unitOfWork.run(() -> {
          // what an attempt before has settled, whose word got lost, has its events already
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
        if (lastCall.isDone() || clock.instant().plus(AGAIN).isAfter(until)) {
          throw outage;
        }
        outbox.await(AGAIN);
      }
    }
  }

  private List<Task> prepare(List<Due> due) {
    Map<ResetRequest, Optional<Customer>> found =
        recipients.of(due.stream().map(Due::request).toList());
    Duration lifetime = settings.current().linkLifetime();
    List<Task> all = new ArrayList<>(due.size());
    List<ResetTokens.NewLink> links = new ArrayList<>(due.size());
    for (Due one : due) {
      Optional<Customer> known = found.get(one.request());
      if (known == null) {
        all.add(new Settle(new Settled.Later(one, pause(one)), List.of()));
        continue;
      }
      Customer customer = known.orElse(null);
      if (customer == null || !customer.active() || customer.email() == null) {
        all.add(new Settle(done(one, Outcome.NO_ACCOUNT), requested(one, customer)));
      } else {
        ResetToken token = new ResetToken(tokenSource.next());
        links.add(new ResetTokens.NewLink(token.digest(), customer.id(), customer.linkVersion()));
        Instant now = clock.instant();
        all.add(
            new Write(
                one,
                customer,
                token,
                new ResetLink(
                    customer.id(), customer.linkVersion(), now, now.plus(lifetime), null)));
      }
    }
    Set<Digest> stored = links.isEmpty() ? Set.of() : tokens.store(links, lifetime);
    // a customer who changed between the look-up and the storing is looked up again
    all.replaceAll(one ->
        one instanceof Write write && !stored.contains(write.token.digest())
            ? new Settle(new Settled.Later(write.due, Duration.ZERO), List.of())
            : one);
    return all;
  }

  private Result send(Write write, Instant deadline, BooleanSupplier stopping) {
    Due due = write.due;
    Instant now = clock.instant();
    if (stopping.getAsBoolean() || now.isAfter(deadline) || !write.link.worthMailing(now)) {
      return new Result(
          new Settled.Later(
              due, stopping.getAsBoolean() ? Duration.ZERO : outboxSettings.retryDelay()),
          List.of());
    }
    Mail.Letter letter =
        new Mail.Letter.ResetLetter(
            write.customer,
            stores.get(write.customer.store()),
            write.token,
            write.link.expiresAt(),
            write.link.mailBefore(),
            Mail.Letter.Cause.of(due.request()));
    Mail.Delivery delivery;
    try {
      delivery = mail.send(letter);
    } catch (RuntimeException oneLetterMustNotStopTheOthers) {
      LOG.log(
          System.Logger.Level.ERROR, "Mail of request " + due.id(), oneLetterMustNotStopTheOthers);
      delivery = Mail.Delivery.POSTPONED;
    }
    return switch (delivery) {
      case ACCEPTED ->
          new Result(
              done(due, Outcome.MAILED),
              requestedAnd(
                  due,
                  write.customer,
                  AuditEvent.of(
                      AuditEvent.Type.PASSWORD_RESET_MAIL_SENT,
                      write.customer.id(),
                      Origin.SYSTEM)));
      case REFUSED -> failed(due, write.customer, Outcome.UNDELIVERABLE);
      case POSTPONED ->
          giveUp(due)
              ? failed(due, write.customer, Outcome.GAVE_UP)
              : tried(due, write.customer, new Settled.Postponed(due, pause(due)));
      // perhaps the customer has it: another one comes, and the next ones ever later
      case UNCLEAR ->
          giveUp(due)
              ? failed(due, write.customer, Outcome.GAVE_UP)
              : tried(due, write.customer, new Settled.Unclear(due, unclear.after(due.unclear())));
    };
  }

  private static Result tried(Due due, Customer customer, Settled settled) {
    return new Result(settled, requested(due, customer));
  }

  // by the outbox's clock alone: one replica whose own is days ahead would give up what is new
  private static boolean giveUp(Due due) {
    return due.requestedAt().plus(GIVE_UP).isBefore(due.claimedAt());
  }

  private static Result failed(Due due, Customer customer, Outcome outcome) {
    return new Result(
        done(due, outcome),
        requestedAnd(
            due,
            customer,
            AuditEvent.failed(
                AuditEvent.Type.PASSWORD_RESET_MAIL_FAILED, customer.id(), Origin.SYSTEM)));
  }

  private static Settled done(Due due, Outcome outcome) {
    return new Settled.Done(due, outcome);
  }

  // the request itself becomes an event at the first try, since the request path does not know
  // whose it is; one that waits for a mail server is on the trail while it waits
  private static List<AuditEvent> requested(Due due, @Nullable Customer customer) {
    return due.audited()
        ? List.of()
        : List.of(
            AuditEvent.of(
                    AuditEvent.Type.PASSWORD_RESET_REQUESTED,
                    customer == null ? null : customer.id(),
                    due.request().origin())
                .at(due.requestedAt()));
  }

  private static List<AuditEvent> requestedAnd(Due due, Customer customer, AuditEvent event) {
    List<AuditEvent> events = new ArrayList<>(requested(due, customer));
    events.add(event);
    return events;
  }

  private Duration pause(Due due) {
    return backoff.after(due.attempts() - 1);
  }

  private sealed interface Task {}

  private record Settle(Settled settled, List<AuditEvent> events) implements Task {}

  private record Write(Due due, Customer customer, ResetToken token, ResetLink link)
      implements Task {}

  private record Result(Settled settled, List<AuditEvent> events) {}
}
