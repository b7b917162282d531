package dev.rekey.domain.audit;

import dev.rekey.domain.KebabCase;
import dev.rekey.domain.Origin;
import dev.rekey.domain.customer.CustomerId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One step that was taken: what, when, by whom, from where, and how it ended (OWASP ASVS 5.0,
/// 16.2.1). It never holds a token, a password or an e-mail address.
///
/// @param type what happened
/// @param customer to whose account; none for what concerns no account or an unknown one
/// @param at when; none means the moment at which it is stored
/// @param origin by whom and from where
/// @param outcome how it ended
/// @param count of what it counts, where it counts something
/// @param means how a password was or was to be changed
/// @param tokenStore the token store elsewhere that it is about
/// @param stream the stream of security events that it is about
public record AuditEvent(
    Type type,
    @Nullable CustomerId customer,
    @Nullable Instant at,
    Origin origin,
    Outcome outcome,
    @Nullable Integer count,
    @Nullable Means means,
    @Nullable String tokenStore,
    @Nullable UUID stream) {

  /// What happened.
  public enum Type implements KebabCase {
    PASSWORD_RESET_REQUESTED,
    PASSWORD_RESET_MAIL_SENT,
    PASSWORD_RESET_MAIL_FAILED,
    PASSWORD_CHANGED,
    PASSWORD_CHANGE_REFUSED,
    PASSWORD_DISPUTED,
    NOTICE_MAIL_SENT,
    NOTICE_MAIL_FAILED,
    SIGNED_IN,
    SIGN_IN_FAILED,
    LOCKED_OUT,
    SIGNED_OUT,
    TOKENS_REVOKED,
    TOKENS_REVOKED_ELSEWHERE,
    FORCE_SIGN_INS_STARTED,
    EVENT_STREAM_CREATED,
    EVENT_STREAM_CHANGED,
    EVENT_STREAM_REMOVED,
    OAUTH_TOKEN_ISSUED,
    OAUTH_TOKEN_REVOKED,
    CUSTOMER_CREATED,
    CUSTOMER_UPDATED,
    CUSTOMER_ERASED,
    SETTINGS_CHANGED
  }

  /// How it ended.
  public enum Outcome implements KebabCase {
    SUCCESS,
    FAILURE
  }

  /// How a password was changed.
  public enum Means implements KebabCase {
    RESET,
    SIGN_IN,
    PROVISIONING
  }

  /// Something that went well.
  public static AuditEvent of(Type type, @Nullable CustomerId customer, Origin origin) {
    return new AuditEvent(type, customer, null, origin, Outcome.SUCCESS, null, null, null, null);
  }

  /// Something that did not.
  public static AuditEvent failed(Type type, @Nullable CustomerId customer, Origin origin) {
    return new AuditEvent(type, customer, null, origin, Outcome.FAILURE, null, null, null, null);
  }

  /// A password that was changed.
  public static AuditEvent passwordChanged(CustomerId customer, Origin origin, Means means) {
    return new AuditEvent(
        Type.PASSWORD_CHANGED, customer, null, origin, Outcome.SUCCESS, null, means, null, null);
  }

  /// A password that somebody with a link or a sign-in meant to change, and did not.
  public static AuditEvent passwordNotChanged(CustomerId customer, Origin origin, Means means) {
    return new AuditEvent(
        Type.PASSWORD_CHANGE_REFUSED,
        customer,
        null,
        origin,
        Outcome.FAILURE,
        null,
        means,
        null,
        null);
  }

  /// The same event with the number of things that it was about.
  public AuditEvent counting(int things) {
    return new AuditEvent(type, customer, at, origin, outcome, things, means, tokenStore, stream);
  }

  /// The same event at the token store of this name.
  public AuditEvent where(String store) {
    return new AuditEvent(type, customer, at, origin, outcome, count, means, store, stream);
  }

  /// The same event of the stream of this id.
  public AuditEvent ofStream(UUID id) {
    return new AuditEvent(type, customer, at, origin, outcome, count, means, tokenStore, id);
  }

  /// The same event at another instant.
  public AuditEvent at(Instant instant) {
    return new AuditEvent(
        type, customer, instant, origin, outcome, count, means, tokenStore, stream);
  }

  /// Who is known to have done it: an administrator's subject, a client's name, the customer's id.
  /// None for a visitor who asks or fails: that one says to be the customer, and has not shown it.
  public @Nullable String actor() {
    CustomerId whose = customer;
    if (origin.kind() != Origin.Kind.CUSTOMER || whose == null) {
      return origin.id();
    }
    return switch (type) {
      case PASSWORD_CHANGED,
          SIGNED_IN,
          SIGNED_OUT,
          TOKENS_REVOKED,
          TOKENS_REVOKED_ELSEWHERE,
          OAUTH_TOKEN_REVOKED ->
          whose.value();
      case PASSWORD_DISPUTED -> outcome == Outcome.SUCCESS ? whose.value() : null;
      case PASSWORD_RESET_REQUESTED,
          PASSWORD_RESET_MAIL_SENT,
          PASSWORD_RESET_MAIL_FAILED,
          PASSWORD_CHANGE_REFUSED,
          NOTICE_MAIL_SENT,
          NOTICE_MAIL_FAILED,
          SIGN_IN_FAILED,
          LOCKED_OUT,
          FORCE_SIGN_INS_STARTED,
          EVENT_STREAM_CREATED,
          EVENT_STREAM_CHANGED,
          EVENT_STREAM_REMOVED,
          OAUTH_TOKEN_ISSUED,
          CUSTOMER_CREATED,
          CUSTOMER_UPDATED,
          CUSTOMER_ERASED,
          SETTINGS_CHANGED ->
          null;
    };
  }
}
