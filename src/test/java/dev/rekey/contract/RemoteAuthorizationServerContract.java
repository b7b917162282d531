package dev.rekey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.application.port.revocation.RemoteAuthorizationServer;
import dev.rekey.application.port.revocation.RemoteAuthorizationServer.Answer;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/// What [RemoteAuthorizationServer] promises, in front of a server that has tokens.
public abstract class RemoteAuthorizationServerContract extends Contract {
  /// The adapter under test.
  protected abstract RemoteAuthorizationServer store();

  /// Signs a customer in over there, and says from then on whether that counts there.
  protected abstract BooleanSupplier signIn(CustomerId customer);

  /// Nobody reaches the server any more, until [#comeBack].
  protected abstract void goAway();

  protected abstract void comeBack();

  @Test
  void everythingOfTheCustomerEndsAndNothingOfAnybodyElse() {
    Customer maria = maria();
    arrange(SVEN, profile(SHOP, "sven@example.com", Customer.Status.ACTIVE));
    List<BooleanSupplier> marias = List.of(signIn(MARIA), signIn(MARIA));
    BooleanSupplier svens = signIn(SVEN);
    assertThat(marias).allMatch(BooleanSupplier::getAsBoolean);

    assertThat(store().revokeAll(maria)).isEqualTo(Answer.ENDED);

    assertThat(marias).noneMatch(BooleanSupplier::getAsBoolean);
    assertThat(svens).matches(BooleanSupplier::getAsBoolean);
  }

  @Test
  void doingItAgainDoesNoHarm() {
    Customer maria = maria();
    assertThat(store().revokeAll(maria)).as("nothing to end").isEqualTo(Answer.ENDED);
    BooleanSupplier first = signIn(MARIA);
    assertThat(first).matches(BooleanSupplier::getAsBoolean);

    assertThat(store().revokeAll(maria)).isEqualTo(Answer.ENDED);
    assertThat(store().revokeAll(maria)).isEqualTo(Answer.ENDED);

    assertThat(first).matches(counts -> !counts.getAsBoolean());
    assertThat(signIn(MARIA)).as("signed in again").matches(BooleanSupplier::getAsBoolean);
  }

  @Test
  void whomItDoesNotKnowItNames() {
    Customer maria = maria();
    BooleanSupplier marias = signIn(MARIA);

    assertThat(store().revokeAll(as(maria, SVEN))).isEqualTo(Answer.UNKNOWN_CUSTOMER);

    assertThat(marias).matches(BooleanSupplier::getAsBoolean);
  }

  @Test
  void whileItIsAwayNothingIsTakenForEnded() {
    Customer maria = maria();
    BooleanSupplier marias = signIn(MARIA);

    goAway();
    try {
      assertThat(told(maria)).isEqualTo(Answer.UNAVAILABLE);
    } finally {
      comeBack();
    }

    assertThat(marias).matches(BooleanSupplier::getAsBoolean);
    assertThat(store().revokeAll(maria)).isEqualTo(Answer.ENDED);
    assertThat(marias).matches(counts -> !counts.getAsBoolean());
  }

  // both mean that it has to be told once more
  private Answer told(Customer customer) {
    try {
      return store().revokeAll(customer);
    } catch (TemporarilyUnavailable away) {
      return Answer.UNAVAILABLE;
    }
  }

  private static Customer as(Customer customer, CustomerId id) {
    return new Customer(
        id,
        customer.store(),
        customer.email(),
        customer.name(),
        customer.locale(),
        customer.status(),
        customer.hasPassword(),
        customer.linkVersion(),
        customer.signInVersion(),
        customer.hasOAuthTokens(),
        customer.tokensValidFrom(),
        customer.lockedUntil(),
        customer.createdAt(),
        customer.updatedAt());
  }
}
