package dev.rekey.application.port;

import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.reset.DisputeToken;
import dev.rekey.domain.reset.ResetRequest;
import dev.rekey.domain.reset.ResetToken;
import dev.rekey.domain.store.Store;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Sends mails to customers in their language, in their store's name and to their stored address.
public interface Mailer {
  /// Sends one letter to the mail server and waits for the answer until a timeout.
  Delivery send(Email email);

  /// The content of a mail.
  sealed interface Email {
    /// The recipient.
    Customer to();

    /// The store that sends the mail.
    Store store();

    /// The deadline after which the mail must not be sent.
    Instant sendBefore();

    /// The link to set a new password.
    ///
    /// @param token the secret in the link
    /// @param expiresAt the expiry of the link
    /// @param sendBefore the deadline for sending, while enough of the lifetime is left
    /// @param cause the reason for the mail
    record ResetEmail(
        Customer to,
        Store store,
        ResetToken token,
        Instant expiresAt,
        Instant sendBefore,
        Cause cause)
        implements Email {}

    /// The reason for a link.
    enum Cause {
      REQUEST,
      /// An administrator requested it.
      ADMINISTRATOR,
      /// The customer disputed a password change.
      DISPUTE;

      /// Returns the reason that the mail gives for `request`.
      public static Cause of(ResetRequest request) {
        return switch (request) {
          case ResetRequest.ByVisitor _ -> REQUEST;
          case ResetRequest.ByAdministrator _ -> ADMINISTRATOR;
          case ResetRequest.AfterDispute _ -> DISPUTE;
        };
      }
    }

    /// The notice of a password change.
    ///
    /// @param dispute the link to dispute the change; null for none
    record NoticeEmail(Customer to, Store store, Instant changedAt, @Nullable Dispute dispute)
        implements Email {
      @Override
      public Instant sendBefore() {
        return Instant.MAX;
      }
    }

    /// The link to dispute a password change.
    ///
    /// @param page the page of the link; the token is added as a fragment
    /// @param token the secret in the link
    /// @param expiresAt the expiry of the link
    record Dispute(URI page, DisputeToken token, Instant expiresAt) {}
  }

  /// The answer of the mail server.
  enum Delivery {
    ACCEPTED,
    /// The mail server rejects this address permanently.
    REFUSED,
    /// The mail server is unavailable or asks for a retry.
    POSTPONED,
    /// The mail server may have accepted the letter: its answer timed out or the connection broke.
    UNKNOWN
  }
}
