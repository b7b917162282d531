package dev.rekey.adapter.out.keycloak;

import dev.rekey.application.port.Customers.Position;
import dev.rekey.domain.customer.CustomerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the realm's list of users piece by piece. The realm knows a place in it by its number
/// only, which moves with whoever comes and goes: so each piece begins a little earlier than it has
/// to, and what was shown already is passed by.
final class KeycloakList {
  private static final int OVERLAP = 50;
  private static final int PIECE = 200;

  private final KeycloakUsers users;

  KeycloakList(KeycloakUsers users) {
    this.users = users;
  }

  /// At most `most` users behind `after`; fewer only where there are no more. Who has an id that
  /// nobody could be named by is left out.
  List<KeycloakUser> read(@Nullable String query, @Nullable Position after, int most) {
    if (query != null && CustomerId.parse(query).isPresent() && after == null) {
      Optional<KeycloakUser> named = query.length() == 36 ? users.find(query) : Optional.empty();
      if (named.isPresent()) {
        return List.of(named.get());
      }
    }
    String search = query == null ? null : search(query);
    List<KeycloakUser> found = new ArrayList<>();
    long first = after == null ? 0 : Math.max(0, after.offset() - OVERLAP);
    long shown = after == null ? 0 : after.offset();
    while (found.size() < most) {
      List<KeycloakUser> piece = users.page(search, first, PIECE);
      int behind = after == null ? 0 : behind(piece, after, first, shown);
      piece.stream()
          .skip(behind)
          .filter(user -> CustomerId.parse(user.id()).isPresent())
          .filter(user -> query == null || says(user, query))
          .limit(most - found.size())
          .forEach(found::add);
      if (piece.size() < PIECE) {
        break;
      }
      first += PIECE;
      after = null;
    }
    return found;
  }

  /// How many of the first piece were shown before: all up to the last one that was; where that one
  /// is gone, as many as its number says.
  private static int behind(List<KeycloakUser> piece, Position after, long first, long shown) {
    for (int i = 0; i < piece.size(); i++) {
      if (piece.get(i).id().equals(after.last().value())) {
        return i + 1;
      }
    }
    return (int) Math.min(piece.size(), Math.max(0, shown - first));
  }

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
