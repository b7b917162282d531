package dev.rekey.domain.audit;

import dev.rekey.domain.Actor;
import dev.rekey.domain.KebabCase;
import dev.rekey.domain.customer.CustomerId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An audit event: type, time, actor, client address and outcome (OWASP ASVS 5.0, 16.2.1). It never
/// contains a token, a password or an email address.
///
/// @param type the type of the event
/// @param customer the customer; null if there is none or it is unknown
/// @param at the instant; null for the instant of storing
/// @param origin the actor and its client address
/// @param outcome the outcome
/// @param count the number of affected things; null if nothing is counted
/// @param means the method of a password change
/// @param tokenStore the remote authorization server
/// @param stream the stream of security events
public record AuditEvent(
    Type type,
    @Nullable CustomerId customer,
    @Nullable Instant at,
    Actor origin,
    Outcome outcome,
    @Nullable Integer count,
    @Nullable ChangeMethod means,
    @Nullable String tokenStore,
    @Nullable UUID stream) {

  /// The type of an event.
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

  /// The outcome of an event.
  public enum Outcome implements KebabCase {
    SUCCESS,
    FAILURE
  }

  /// The method of a password change.
  public enum ChangeMethod implements KebabCase {
    RESET,
    SIGN_IN,
    PROVISIONING
  }

  /// Creates an event with the outcome success.
  public static AuditEvent of(Type type, @Nullable CustomerId customer, Actor origin) {
    return new AuditEvent(type, customer, null, origin, Outcome.SUCCESS, null, null, null, null);
  }

  /// Creates an event with the outcome failure.
  public static AuditEvent failed(Type type, @Nullable CustomerId customer, Actor origin) {
    return new AuditEvent(type, customer, null, origin, Outcome.FAILURE, null, null, null, null);
  }

  /// Creates the event of a password change.
  public static AuditEvent passwordChanged(
      CustomerId customer, Actor origin, ChangeMethod changeMethod) {
    return new AuditEvent(
        Type.PASSWORD_CHANGED,
        customer,
        null,
        origin,
        Outcome.SUCCESS,
        null,
        changeMethod,
        null,
        null);
  }

  /// Creates the event of a rejected password change with a link or a sign-in.
  public static AuditEvent passwordNotChanged(
      CustomerId customer, Actor origin, ChangeMethod changeMethod) {
    return new AuditEvent(
        Type.PASSWORD_CHANGE_REFUSED,
        customer,
        null,
        origin,
        Outcome.FAILURE,
        null,
        changeMethod,
        null,
        null);
  }

  /// Returns the event with a count.
  public AuditEvent counting(int things) {
    return new AuditEvent(type, customer, at, origin, outcome, things, means, tokenStore, stream);
  }

  /// Returns the event with the name of a remote authorization server.
  public AuditEvent where(String store) {
    return new AuditEvent(type, customer, at, origin, outcome, count, means, store, stream);
  }

  /// Returns the event with the id of a stream.
  public AuditEvent ofStream(UUID id) {
    return new AuditEvent(type, customer, at, origin, outcome, count, means, tokenStore, id);
  }

  /// Returns the event with another instant.
  public AuditEvent at(Instant instant) {
    return new AuditEvent(
        type, customer, instant, origin, outcome, count, means, tokenStore, stream);
  }

  /// The id of the authenticated actor: an administrator's subject, a client's name or the
  /// customer's id. Null for a visitor, which has not proved to be the customer.
  public @Nullable String actor() {
    CustomerId whose = customer;
    if (origin.kind() != Actor.Kind.CUSTOMER || whose == null) {
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
