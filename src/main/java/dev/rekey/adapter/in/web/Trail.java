package dev.rekey.adapter.in.web;

import dev.rekey.http.Cursors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// A place in a list that can be read forwards only, and the places before it, so that one can go
/// back without a script. The addresses of the pages hold it.
///
/// @param name what the parameters are called
/// @param cursor of this page; empty on the first
/// @param before the cursors of the pages before this one, the first page's empty
record Trail(String name, String cursor, List<String> before) {
  private static final Pattern SHAPE = Pattern.compile("(?:[A-Za-z0-9_-]{0,200}~){0,30}");

  /// Further back than this one begins anew: an address has its limits.
  private static final int LONGEST = 20;

  static Trail of(Desk desk, String name) {
    String cursor = desk.parameter(name).orElse("");
    String before = desk.parameter(name + "-before").orElse("");
    if (!SHAPE.matcher(before).matches()) {
      throw PageFailure.unreadable();
    }
    List<String> cursors = new ArrayList<>(List.of(before.split("~", -1)));
    cursors.removeLast();
    return new Trail(name, cursor, cursors);
  }

  /// The position of this page; nothing on the first.
  <P> Optional<P> position(Function<String, Optional<P>> position) {
    return cursor.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Cursors.position(cursor).flatMap(position).orElseThrow(PageFailure::unreadable));
  }

  boolean isFirst() {
    return cursor.isEmpty();
  }

  /// The parameters of the page after this one, which begins behind `position`.
  String next(String position) {
    List<String> trail = new ArrayList<>(before);
    trail.add(cursor);
    return parameters(
        Cursors.of(position), trail.subList(Math.max(0, trail.size() - LONGEST), trail.size()));
  }

  /// The parameters of the page before this one, where it is known.
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
