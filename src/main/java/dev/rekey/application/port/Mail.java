package dev.rekey.application.port;

import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.Store;
import dev.rekey.domain.reset.DisputeToken;
import dev.rekey.domain.reset.ResetRequest;
import dev.rekey.domain.reset.ResetToken;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

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
    /// @param cause how it came to it
    record ResetLetter(
        Customer to,
        Store store,
        ResetToken token,
        Instant expiresAt,
        Instant sendBefore,
        Cause cause)
        implements Letter {}

    /// How it came to a link.
    enum Cause {
      REQUEST,
      /// Support asked for it.
      ADMINISTRATOR,
      /// The customer said that somebody else changed the password.
      DISPUTE;

      /// How a request is told to the one whom it is for.
      public static Cause of(ResetRequest request) {
        return switch (request) {
          case ResetRequest.ByVisitor _ -> REQUEST;
          case ResetRequest.ByAdministrator _ -> ADMINISTRATOR;
          case ResetRequest.AfterDispute _ -> DISPUTE;
        };
      }
    }

    /// The word that the password changed, and what to do if that was somebody else.
    ///
    /// @param dispute the link to say so with; null where there is none
    record NoticeLetter(Customer to, Store store, Instant changedAt, @Nullable Dispute dispute)
        implements Letter {
      @Override
      public Instant sendBefore() {
        return Instant.MAX;
      }
    }

    /// The link with which a customer says that somebody else changed the password.
    ///
    /// @param page the page that it opens; the token is added as a fragment
    /// @param token the secret in it
    /// @param expiresAt until when it works
    record Dispute(URI page, DisputeToken token, Instant expiresAt) {}
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
