package dev.rekey.adapter.out.postgres;

import dev.rekey.domain.Actor;
import dev.rekey.domain.ClientAddress;
import java.net.InetAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Converts between columns and values.
public final class Columns {
  private Columns() {}

  /// Returns the constant that is stored as `text`: `password-changed` is `PASSWORD_CHANGED`.
  public static <E extends Enum<E>> E constant(Class<E> type, String text) {
    return Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /// Returns the actor of a row with the columns `actor_kind`, `actor_id` and `client_address`.
  public static Actor actor(ResultSet row) throws SQLException {
    return new Actor(
        constant(Actor.Kind.class, row.getString("actor_kind")),
        row.getString("actor_id"),
        clientAddress(row));
  }

  /// Returns the address of a row with the column `client_address`, which may be null.
  public static @Nullable ClientAddress clientAddress(ResultSet row) throws SQLException {
    String address = row.getString("client_address");
    return address == null ? null : clientAddress(InetAddress.ofLiteral(address));
  }

  /// Returns the address of a column that may be null.
  static @Nullable ClientAddress clientAddress(@Nullable InetAddress address) {
    return address == null ? null : ClientAddress.of(address.getAddress());
  }

  /// Returns an instant that may be null.
  public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }

  /// Returns one value of each row as texts, for a statement that takes a batch as arrays.
  public static <T> @Nullable String[] texts(
      Collection<T> rows, Function<? super T, ? extends @Nullable Object> value) {
    @Nullable String[] texts = new String[rows.size()];
    int i = 0;
    for (T row : rows) {
      Object one = value.apply(row);
      texts[i++] = one == null ? null : one.toString();
    }
    return texts;
  }
}
