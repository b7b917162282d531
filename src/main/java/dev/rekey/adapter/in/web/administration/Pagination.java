package dev.rekey.adapter.in.web.administration;

import java.util.List;
import java.util.function.Function;

/// The ways from one page of a list to those beside it. Each is an address, empty where there is no
/// such page.
///
/// @param first the first page
/// @param previous the one before this
/// @param next the one after this
public record Pagination(String first, String previous, String next) {
  /// The steps from the page of the first `most` of `found`, which holds one more where there is a
  /// next page. `base` is the address of the first page, `more` whether it has parameters already.
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

  /// What is shown of `found`.
  static <T> List<T> shown(List<T> found, int most) {
    return found.size() > most ? found.subList(0, most) : found;
  }

  /// Whether there is anywhere to go.
  public boolean any() {
    return !first.isEmpty() || !previous.isEmpty() || !next.isEmpty();
  }
}
