package dev.rekey.adapter.out.keycloak;

import dev.rekey.application.port.customer.Customers.Position;
import dev.rekey.domain.customer.CustomerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the realm's list of users page by page. The realm addresses the list by offset only.
/// Offsets move when users are created or deleted, and the list contains users that are not shown.
/// The reader therefore searches for the last shown user around the expected offset.
final class UserPageReader {
  private static final int PIECE = 200;
  private static final int OVERLAP = 200;

  /// Maximum number of pieces, in each direction, that the search for the last shown user reads.
  private static final int PIECES_AROUND = 25;

  /// Maximum number of pieces that a query reads: the realm's own match may cover all users.
  private static final int PIECES_OF_A_SEARCH = 25;

  private final Pieces pieces;
  private final Function<String, Optional<KeycloakUser>> byId;
  private final int piece;
  private final int overlap;

  /// Reads pieces of the realm's list.
  interface Pieces {
    List<KeycloakUser> read(@Nullable String search, long first, int most);
  }

  UserPageReader(Pieces pieces, Function<String, Optional<KeycloakUser>> byId) {
    this(pieces, byId, PIECE, OVERLAP);
  }

  /// @param piece number of users in one read
  /// @param overlap number of users to repeat if the last shown user is gone
  UserPageReader(
      Pieces pieces, Function<String, Optional<KeycloakUser>> byId, int piece, int overlap) {
    this.pieces = pieces;
    this.byId = byId;
    this.piece = piece;
    this.overlap = overlap;
  }

  /// Returns at most `most` users after `after`. Returns fewer only at the end of the list, or if a
  /// query matches too few users within the search limit. Skips users without a valid customer id.
  List<KeycloakUser> read(@Nullable String query, @Nullable Position after, int most) {
    if (query != null && CustomerId.parse(query).isPresent() && after == null) {
      Optional<KeycloakUser> named = query.length() == 36 ? byId.apply(query) : Optional.empty();
      if (named.isPresent()) {
        return List.of(named.get());
      }
    }
    String search = query == null ? null : search(query);
    if (search != null && search.equals("**")) {
      // an empty search would match all users of the realm
      return List.of();
    }
    List<KeycloakUser> found = new ArrayList<>();
    long first = after == null ? 0 : behind(search, after);
    for (int i = 0; found.size() < most && (search == null || i < PIECES_OF_A_SEARCH); i++) {
      List<KeycloakUser> some = pieces.read(search, first, piece);
      some.stream()
          .filter(user -> CustomerId.parse(user.id()).isPresent())
          .filter(user -> query == null || says(user, query))
          .limit(most - found.size())
          .forEach(found::add);
      if (some.size() < piece) {
        break;
      }
      first += piece;
    }
    return found;
  }

  /// Returns the offset after the last shown user. The search starts at the expected offset and
  /// alternates in both directions. If the user is not found, some users are shown twice, because a
  /// skipped user is worse than a repeated one.
  private long behind(@Nullable String search, Position after) {
    boolean ended = false;
    for (int i = 0; i < PIECES_AROUND; i++) {
      long before = after.offset() - (long) i * piece;
      long found = find(search, after.last(), Math.max(0, before - piece), before).number;
      if (found < 0 && !ended) {
        long beyond = after.offset() + (long) i * piece;
        Found forward = find(search, after.last(), beyond, beyond + piece);
        found = forward.number;
        ended = forward.ended;
      }
      if (found >= 0) {
        return found + 1;
      }
      if (ended && before <= piece) {
        break;
      }
    }
    return Math.max(0, after.offset() - overlap);
  }

  private Found find(@Nullable String search, CustomerId last, long from, long to) {
    if (from >= to) {
      return new Found(-1, true);
    }
    List<KeycloakUser> some = pieces.read(search, from, (int) (to - from));
    for (int at = 0; at < some.size(); at++) {
      if (some.get(at).id().equals(last.value())) {
        return new Found(from + at, false);
      }
    }
    return new Found(-1, some.size() < to - from);
  }

  /// The offset of a user in the list, or a negative number if not found, and whether the end of
  /// the list was reached.
  private record Found(long number, boolean ended) {}

  // Keycloak reads `*` as a wildcard and a space as the end of a term; the results are filtered
  // again.
  private static String search(String query) {
    String longest = "";
    for (String part : query.split("[*\"\\\\\\s]")) {
      longest = part.length() > longest.length() ? part : longest;
    }
    return "*" + longest + "*";
  }

  private static boolean says(KeycloakUser user, String query) {
    String wanted = query.toLowerCase(Locale.ROOT);
    String text = user.id() + " " + user.name() + " " + user.email();
    return text.toLowerCase(Locale.ROOT).contains(wanted);
  }
}
