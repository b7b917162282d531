package dev.rekey.adapter.in.web.administration;

import java.util.List;
import java.util.function.Function;

/// The pagination links of a list. Each is a URL, empty if there is no such page.
///
/// @param first first page
/// @param previous previous page
/// @param next next page
public record Pagination(String first, String previous, String next) {
  /// Creates the links of a page with the first `most` items of `found`; one more item means that
  /// there is a next page. `base` is the URL of the first page and may have parameters.
  static <T> Pagination of(
      CursorHistory cursorHistory,
      List<T> found,
      int most,
      Function<T, String> position,
      String base,
      String fragment) {
    String joint = base + (base.contains("?") ? "&" : "?");
    return new Pagination(
        cursorHistory.isFirst() ? "" : base + fragment,
        cursorHistory.previous().map(parameters -> joint + parameters + fragment).orElse(""),
        found.size() > most
            ? joint + cursorHistory.next(position.apply(found.get(most - 1))) + fragment
            : "");
  }

  /// The items of `found` that fit on the page.
  static <T> List<T> shown(List<T> found, int most) {
    return found.size() > most ? found.subList(0, most) : found;
  }

  /// True if there is at least one link.
  public boolean any() {
    return !first.isEmpty() || !previous.isEmpty() || !next.isEmpty();
  }
}
