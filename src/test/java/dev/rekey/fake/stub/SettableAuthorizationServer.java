package dev.rekey.fake.stub;

import dev.rekey.application.port.revocation.RemoteAuthorizationServer;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// A token store elsewhere that ends what it is told to, or answers what a test wants to hear.
public final class SettableAuthorizationServer implements RemoteAuthorizationServer {
  private final List<CustomerId> told = new CopyOnWriteArrayList<>();
  private final List<CustomerId> ended = new CopyOnWriteArrayList<>();
  private final String name;
  private volatile Predicate<CustomerId> knows = _ -> true;
  private volatile Supplier<Answer> answer = () -> Answer.ENDED;
  private volatile Duration again = Duration.ZERO;
  private volatile boolean sender;

  public SettableAuthorizationServer(String name) {
    this.name = name;
  }

  /// Answers this from now on.
  public void answers(Supplier<Answer> next) {
    answer = next;
  }

  /// Knows these customers alone, instead of everybody.
  public void knows(Predicate<CustomerId> customers) {
    knows = customers;
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

  /// Whose sign-ins it ended, in that order.
  public List<CustomerId> ended() {
    return List.copyOf(ended);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Answer revokeAll(Customer customer) {
    told.add(customer.id());
    Answer now = answer.get();
    if (now != Answer.ENDED) {
      return now;
    }
    if (!knows.test(customer.id())) {
      return Answer.UNKNOWN_CUSTOMER;
    }
    ended.add(customer.id());
    return now;
  }

  @Override
  public boolean notifiedOfGlobalRevocations() {
    return !sender;
  }

  @Override
  public Duration repeatAfter() {
    return again;
  }
}
