package dev.rekey.adapter.out.argon2;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// A bounded queue that serves its clients in turns, so that no client delays another one by more
/// than one element (fair queueing, RFC 7806, section 2).
///
/// @param <T> the type of the elements
final class FairQueue<T> {
  private final int capacity;
  // the clients in the order of their turns
  private final SequencedMap<Object, ArrayDeque<T>> waiting = new LinkedHashMap<>();
  private int size;

  /// @param capacity the maximum number of elements of all clients together
  FairQueue(int capacity) {
    this.capacity = capacity;
  }

  /// Adds `element`. A full queue drops the newest element of the client with the most elements, so
  /// that a client cannot use up the queue.
  ///
  /// @return the dropped element, which may be `element` itself; null if there is room
  synchronized @Nullable T offer(Object client, T element) {
    waiting.computeIfAbsent(client, _ -> new ArrayDeque<>()).add(element);
    size++;
    return size > capacity ? drop() : null;
  }

  private T drop() {
    Object longest =
        waiting.keySet().stream()
            // of equals the one whose turn is last, which is the newcomer
            .reduce((a, b) -> length(b) >= length(a) ? b : a)
            .orElseThrow();
    ArrayDeque<T> own = Objects.requireNonNull(waiting.get(longest));
    size--;
    T dropped = own.removeLast();
    if (own.isEmpty()) {
      waiting.remove(longest);
    }
    return dropped;
  }

  private int length(Object client) {
    return Objects.requireNonNull(waiting.get(client)).size();
  }

  /// Removes the oldest element of the client whose turn it is; null if the queue is empty.
  synchronized @Nullable T poll() {
    Map.Entry<Object, ArrayDeque<T>> turn = waiting.pollFirstEntry();
    if (turn == null) {
      return null;
    }
    T element = turn.getValue().remove();
    size--;
    if (!turn.getValue().isEmpty()) {
      waiting.put(turn.getKey(), turn.getValue());
    }
    return element;
  }

  /// Removes all elements.
  synchronized List<T> drain() {
    List<T> all = new ArrayList<>(size);
    waiting.values().forEach(all::addAll);
    waiting.clear();
    size = 0;
    return all;
  }
}
