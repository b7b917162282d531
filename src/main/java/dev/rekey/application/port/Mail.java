package dev.rekey.application.port;

import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.Store;
import dev.rekey.domain.reset.ResetToken;
import java.time.Instant;

/// Writes to customers, in their language and in their store's name, at the address that is stored.
public interface Mail {
  /// Hands one letter to the mail server and waits for its word, within a bounded time.
  Delivery send(Letter letter);

  /// What is written.
  sealed interface Letter {
    /// Whom to.
    Customer to();

    /// In whose name.
    Store store();

    /// Until when it is worth sending.
    Instant sendBefore();

    /// The link to set a new password.
    ///
    /// @param token the secret in the link
    /// @param expiresAt until when it works
    /// @param sendBefore until when enough of its life is left
    /// @param byAdministrator whether support asked for it
    record ResetLetter(
        Customer to,
        Store store,
        ResetToken token,
        Instant expiresAt,
        Instant sendBefore,
        boolean byAdministrator)
        implements Letter {}

    /// The word that the password changed, and what to do if that was somebody else.
    record NoticeLetter(Customer to, Store store, Instant changedAt) implements Letter {
      @Override
      public Instant sendBefore() {
        return Instant.MAX;
      }
    }
  }

  /// What the mail server said.
  enum Delivery {
    ACCEPTED,
    /// It will never take mail for this address.
    REFUSED,
    /// It could not be reached, or asked to try later.
    POSTPONED,
    /// It may have taken the letter: it did not say so in time, or the connection ended before.
    UNCLEAR
  }
}
