package dev.rekey.fake;

import dev.rekey.application.port.Mail;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A mail server that keeps what it accepts, and behaves as it is told.
public final class RecordingMail implements Mail {
  private final List<Letter> accepted = new ArrayList<>();
  private Function<Letter, Delivery> manner = _ -> Delivery.ACCEPTED;

  @Override
  public synchronized Delivery send(Letter letter) {
    Delivery delivery = manner.apply(letter);
    if (delivery == Delivery.ACCEPTED) {
      accepted.add(letter);
    }
    return delivery;
  }

  /// From now on it answers like this.
  public synchronized void answer(Function<Letter, Delivery> how) {
    manner = how;
  }

  /// What it accepted, oldest first.
  public synchronized List<Letter> accepted() {
    return List.copyOf(accepted);
  }

  /// The links among it.
  public List<Letter.ResetLetter> links() {
    return accepted().stream()
        .filter(Letter.ResetLetter.class::isInstance)
        .map(Letter.ResetLetter.class::cast)
        .toList();
  }

  /// The notices among it.
  public List<Letter.NoticeLetter> notices() {
    return accepted().stream()
        .filter(Letter.NoticeLetter.class::isInstance)
        .map(Letter.NoticeLetter.class::cast)
        .toList();
  }
}
