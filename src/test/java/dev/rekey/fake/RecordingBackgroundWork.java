package dev.rekey.fake;

import dev.rekey.application.port.BackgroundWork;
import java.util.List;

/// Keeps tasks until a test has them done.
public final class RecordingBackgroundWork implements BackgroundWork {
  private final InMemoryStore store;

  public RecordingBackgroundWork(InMemoryStore store) {
    this.store = store;
  }

  @Override
  public void schedule(Task task) {
    store.with(state -> state.tasks.add(task));
  }

  /// What is still to be done.
  public List<Task> waiting() {
    return store.with(state -> List.copyOf(state.tasks));
  }

  /// Does each task once, and keeps those that are to be tried again.
  public void perform(Performer performer) {
    for (Task task : waiting()) {
      if (performer.perform(task, () -> false) == Progress.ENDED) {
        store.with(state -> state.tasks.remove(task));
      }
    }
  }
}
