package dev.rekey.application.revocation;

import dev.rekey.application.port.UnitOfWork;
import dev.rekey.application.port.customer.Customers;
import dev.rekey.application.port.revocation.ConsumedTokenIds;
import dev.rekey.domain.Actor;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.revocation.SignedRequest;
import dev.rekey.domain.revocation.SubjectIdentifier;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Revokes all tokens of a subject for another system, such as an identity provider or a SOC tool
/// (draft-parecki-oauth-global-token-revocation-06).
public final class RevokeBySubject {
  private final Customers customers;
  private final Revocations revocations;
  private final ConsumedTokenIds consumedTokenIds;
  private final Set<String> issuers;
  private final UnitOfWork unitOfWork;

  /// @param issuers the issuers whose subjects are our customer ids
  public RevokeBySubject(
      Customers customers,
      Revocations revocations,
      ConsumedTokenIds consumedTokenIds,
      Set<String> issuers,
      UnitOfWork unitOfWork) {
    this.customers = customers;
    this.revocations = revocations;
    this.consumedTokenIds = consumedTokenIds;
    this.issuers = Set.copyOf(issuers);
    this.unitOfWork = unitOfWork;
  }

  /// Revokes every token of the customers that `subject` identifies. Idempotent. It also ends the
  /// sign-ins in progress of a customer that has no token.
  ///
  /// @param call the signed request, which is accepted once; null if it is not signed
  public Outcome revoke(SubjectIdentifier subject, Actor sender, @Nullable SignedRequest call) {
    return switch (subject) {
      case SubjectIdentifier.IssuerAndSubject(String issuer, String theirs) -> {
        Optional<CustomerId> id = CustomerId.parse(theirs);
        if (!issuers.contains(issuer)) {
          yield new Outcome.UnknownIssuer();
        }
        yield id.isEmpty()
            ? new Outcome.ImpossibleSubject()
            : revoke(List.of(id.get()), _ -> true, sender, call);
      }
      case SubjectIdentifier.Opaque(CustomerId id) -> revoke(List.of(id), _ -> true, sender, call);
      case SubjectIdentifier.Email(EmailAddress address) ->
          // the address may move to another customer before the lock is held
          revoke(named(address), locked -> Objects.equals(address, locked.email()), sender, call);
    };
  }

  // every job locks customers in the order of their ids, which prevents deadlocks
  private List<CustomerId> named(EmailAddress address) {
    return unitOfWork.run(() -> customers.findByEmail(address)).stream()
        .map(Customer::id)
        .sorted(Comparator.comparing(CustomerId::value))
        .toList();
  }

  // one unit for all: a consumed call with half of its work undone could not be repeated
  private Outcome revoke(
      List<CustomerId> named,
      Predicate<Customer> meant,
      Actor sender,
      @Nullable SignedRequest call) {
    named.forEach(revocations::prepare);
    Outcome outcome = unitOfWork.run(() -> revokeNow(named, meant, sender, call));
    if (outcome instanceof Outcome.Revoked) {
      named.forEach(revocations::propagate);
    }
    return outcome;
  }

  private Outcome revokeNow(
      List<CustomerId> named,
      Predicate<Customer> meant,
      Actor sender,
      @Nullable SignedRequest call) {
    if (call != null && !consumedTokenIds.consume(call)) {
      return new Outcome.AlreadyConsumed();
    }
    Outcome outcome = new Outcome.UnknownSubject();
    for (CustomerId id : named) {
      Optional<Customer> customer = customers.lock(id).filter(meant);
      if (customer.isPresent()) {
        revocations.revokeOnNotification(customer.get(), sender);
        outcome = new Outcome.Revoked();
      }
    }
    return outcome;
  }

  /// The result of a global revocation.
  public sealed interface Outcome {
    /// No token that was issued before is valid any more.
    record Revoked() implements Outcome {}

    /// No customer matches the subject.
    record UnknownSubject() implements Outcome {}

    /// The subject is not a valid customer id.
    record ImpossibleSubject() implements Outcome {}

    /// The subject belongs to an unknown issuer.
    record UnknownIssuer() implements Outcome {}

    /// The same signed request was accepted before.
    record AlreadyConsumed() implements Outcome {}
  }
}
