package dev.rekey.fake.stub;

import dev.rekey.application.port.Mailer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A mail server that keeps what it accepts, and behaves as it is told.
public final class RecordingMailer implements Mailer {
  private final List<Email> accepted = new ArrayList<>();
  private Function<Email, Delivery> manner = _ -> Delivery.ACCEPTED;

  @Override
  public synchronized Delivery send(Email email) {
    Delivery delivery = manner.apply(email);
    if (delivery == Delivery.ACCEPTED) {
      accepted.add(email);
    }
    return delivery;
  }

  /// From now on it answers like this.
  public synchronized void answer(Function<Email, Delivery> how) {
    manner = how;
  }

  /// What it accepted, oldest first.
  public synchronized List<Email> accepted() {
    return List.copyOf(accepted);
  }

  /// The links among it.
  public List<Email.ResetEmail> links() {
    return accepted().stream()
        .filter(Email.ResetEmail.class::isInstance)
        .map(Email.ResetEmail.class::cast)
        .toList();
  }

  /// The notices among it.
  public List<Email.NoticeEmail> notices() {
    return accepted().stream()
        .filter(Email.NoticeEmail.class::isInstance)
        .map(Email.NoticeEmail.class::cast)
        .toList();
  }
}
