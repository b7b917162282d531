package dev.rekey.adapter.out.keycloak;

import dev.rekey.application.port.customer.Customers.Position;
import dev.rekey.domain.customer.CustomerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the realm's list of users piece by piece. The realm knows a place in it by its number
/// only, which moves with whoever comes and goes, and counts those too whom nobody was shown. So
/// the last one who was shown is looked for, from a little before the place that would be right.
final class UserPageReader {
  private static final int PIECE = 200;
  private static final int OVERLAP = 200;

  /// How far around its place the last one is looked for, in either direction.
  private static final int PIECES_AROUND = 25;

  /// A search reads no more than this: what the realm takes for a match may be everybody.
  private static final int PIECES_OF_A_SEARCH = 25;

  private final Pieces pieces;
  private final Function<String, Optional<KeycloakUser>> byId;
  private final int piece;
  private final int overlap;

  /// The realm's list.
  interface Pieces {
    List<KeycloakUser> read(@Nullable String search, long first, int most);
  }

  UserPageReader(Pieces pieces, Function<String, Optional<KeycloakUser>> byId) {
    this(pieces, byId, PIECE, OVERLAP);
  }

  /// @param piece how many users are read at once
  /// @param overlap how much earlier it goes on where the last one is gone
  UserPageReader(
      Pieces pieces, Function<String, Optional<KeycloakUser>> byId, int piece, int overlap) {
    this.pieces = pieces;
    this.byId = byId;
    this.piece = piece;
    this.overlap = overlap;
  }

  /// At most `most` users behind `after`; fewer only where there are no more, or where a search
  /// finds too few among very many. Who has an id that nobody could be named by is left out.
  List<KeycloakUser> read(@Nullable String query, @Nullable Position after, int most) {
    if (query != null && CustomerId.parse(query).isPresent() && after == null) {
      Optional<KeycloakUser> named = query.length() == 36 ? byId.apply(query) : Optional.empty();
      if (named.isPresent()) {
        return List.of(named.get());
      }
    }
    String search = query == null ? null : search(query);
    if (search != null && search.equals("**")) {
      // nothing to search by, which the realm would take for everybody
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

  /// The number behind the last one who was shown, who is looked for around the place that would be
  /// right if nobody had come, gone or been left out. Where nobody near is the last one, what is
  /// shown twice is better than somebody who is left out.
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

  /// Where somebody is in the list, or a negative number, and whether the list ends there.
  private record Found(long number, boolean ended) {}

  // A star is any text to Keycloak and a blank ends a word; what it finds is compared again.
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
