package dev.rekey.adapter.in.rest.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rekey.adapter.in.http.Cursors;
import dev.rekey.adapter.in.rest.problem.InvalidRequestException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A page of a list, with the cursor of the next page.
///
/// @param nextCursor null on the last page
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PageResponse<T>(List<T> items, @Nullable String nextCursor) {
  private static final int MAX_ITEMS = 200;
  private static final int USUAL = 50;

  /// Creates the page from the first `limit` items of `found`. One more item in `found` means that
  /// there is a next page.
  public static <F, T> PageResponse<T> of(
      List<F> found, int limit, Function<F, T> view, Function<F, String> position) {
    boolean more = found.size() > limit;
    List<F> shown = more ? found.subList(0, limit) : found;
    return new PageResponse<>(
        shown.stream().map(view).toList(),
        more ? Cursors.of(position.apply(shown.getLast())) : null);
  }

  /// Parses the parameter `limit`.
  public static int limit(@Nullable String parameter) {
    if (parameter == null) {
      return USUAL;
    }
    if (parameter.matches("[0-9]{1,3}")) {
      int limit = Integer.parseInt(parameter);
      if (limit >= 1 && limit <= MAX_ITEMS) {
        return limit;
      }
    }
    throw new InvalidRequestException("#/limit", "invalid.limit", 1, MAX_ITEMS);
  }

  /// Parses the parameter `cursor`; empty if it is missing.
  public static <P> Optional<P> cursor(
      @Nullable String parameter, Function<String, Optional<P>> position) {
    if (parameter == null) {
      return Optional.empty();
    }
    return Optional.of(
        Cursors.position(parameter)
            .flatMap(position)
            .orElseThrow(() -> new InvalidRequestException("#/cursor", "invalid.cursor")));
  }
}
