package dev.rekey.fake;

import dev.rekey.application.port.RemoteTokenStore;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/// A token store elsewhere that answers what a test tells it to.
public final class SettableTokenStore implements RemoteTokenStore {
  private final List<CustomerId> told = new CopyOnWriteArrayList<>();
  private final String name;
  private volatile Supplier<Answer> answer = () -> Answer.ENDED;
  private volatile Duration again = Duration.ZERO;
  private volatile boolean sender;

  public SettableTokenStore(String name) {
    this.name = name;
  }

  /// Answers this from now on.
  public void answers(Supplier<Answer> next) {
    answer = next;
  }

  /// Is told of nothing that came in by Global Token Revocation.
  public void sendsGlobalRevocationsItself() {
    sender = true;
  }

  /// Wants to be told once more.
  public void wantsToBeToldAgainAfter(Duration pause) {
    again = pause;
  }

  /// Of whom it was told, in that order.
  public List<CustomerId> told() {
    return List.copyOf(told);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Answer revokeAll(Customer customer) {
    told.add(customer.id());
    return answer.get();
  }

  @Override
  public boolean toldOfGlobalRevocations() {
    return !sender;
  }

  @Override
  public Duration toldAgainAfter() {
    return again;
  }
}
