package dev.rekey.adapter.in.web.administration;

import dev.rekey.adapter.in.http.Cursors;
import dev.rekey.adapter.in.web.page.PageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// The cursor of a page and of all previous pages, stored in the URLs of the pages. It lets a
/// forward-only list go back without a script.
///
/// @param name prefix of the parameters
/// @param cursor cursor of this page; empty on the first
/// @param before cursors of the previous pages; that of the first page is empty
record CursorHistory(String name, String cursor, List<String> before) {
  private static final Pattern SHAPE = Pattern.compile("(?:[A-Za-z0-9_-]{0,200}~){0,30}");

  /// Maximum number of previous pages. A longer history restarts, since the length of a URL is
  /// limited.
  private static final int MAX_LENGTH = 20;

  static CursorHistory of(AdministratorRequest administratorRequest, String name) {
    String cursor = administratorRequest.parameter(name).orElse("");
    String before = administratorRequest.parameter(name + "-before").orElse("");
    if (!SHAPE.matcher(before).matches()) {
      throw PageException.unreadable();
    }
    List<String> cursors = new ArrayList<>(List.of(before.split("~", -1)));
    cursors.removeLast();
    return new CursorHistory(name, cursor, cursors);
  }

  /// The position of this page; empty on the first.
  <P> Optional<P> position(Function<String, Optional<P>> position) {
    return cursor.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Cursors.position(cursor).flatMap(position).orElseThrow(PageException::unreadable));
  }

  boolean isFirst() {
    return cursor.isEmpty();
  }

  /// The parameters of the next page, which begins after `position`.
  String next(String position) {
    List<String> trail = new ArrayList<>(before);
    trail.add(cursor);
    return parameters(
        Cursors.of(position), trail.subList(Math.max(0, trail.size() - MAX_LENGTH), trail.size()));
  }

  /// The parameters of the previous page; empty if it is unknown.
  Optional<String> previous() {
    return before.isEmpty()
        ? Optional.empty()
        : Optional.of(parameters(before.getLast(), before.subList(0, before.size() - 1)));
  }

  private String parameters(String to, List<String> behind) {
    StringBuilder text = new StringBuilder();
    if (!to.isEmpty()) {
      text.append(name).append('=').append(to);
    }
    if (!behind.isEmpty()) {
      text.append('&').append(name).append("-before=");
      behind.forEach(one -> text.append(one).append('~'));
    }
    return text.toString();
  }
}
