package dev.rekey.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/// A program that must not outlive this JVM, whatever ends this JVM.
///
/// Shutdown hooks do not run when a JVM is killed. So beside each child stands a guard, a small
/// shell that reads from a pipe which only this JVM holds open: when the pipe closes, on purpose or
/// because the JVM is gone, the guard sends the child the signal that ends it in an orderly way.
final class ChildProcess {

  /// The signal that the child takes as "finish, and go".
  enum StopSignal {
    TERM,
    INT
  }

  private static final String GUARD = "trap '' HUP INT TERM; read -r _; kill -s \"$1\" \"$2\"";

  private static final Set<ChildProcess> ALIVE = ConcurrentHashMap.newKeySet();

  private final Process process;
  private final Process guard;
  private final Path log;
  private final CompletableFuture<Integer> exitStatus;

  private ChildProcess(Process process, Process guard, Path log) {
    this.process = process;
    this.guard = guard;
    this.log = log;
    this.exitStatus =
        process
            .onExit()
            .thenApply(ended -> {
              forget();
              return ended.exitValue();
            });
  }

  /// Starts `command` with no other environment than `environment` and what every program needs.
  static ChildProcess start(
      List<String> command, Map<String, String> environment, StopSignal signal, Path log) {
    try {
      ProcessBuilder builder = detached(command);
      builder.environment().putAll(environment);
      builder
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      Process process = builder.start();
      Process guard =
          detached(List.of("sh", "-c", GUARD, "guard", signal.name(), Long.toString(process.pid())))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      ChildProcess child = new ChildProcess(process, guard, log);
      ALIVE.add(child);
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Runs `command` to its end and throws what it said if it failed.
  static void run(List<String> command, Path log) {
    ChildProcess child = start(command, Map.of(), StopSignal.TERM, log);
    int status = child.exitStatus.join();
    if (status != 0) {
      throw new IllegalStateException(
          "%s ended with status %d:%n%s".formatted(command, status, child.lastLines(20)));
    }
  }

  /// A session of its own keeps a Ctrl-C from reaching the children at the same time as the
  /// launcher, which stops them in the right order. macOS has no such command; there the order is
  /// left to chance.
  private static ProcessBuilder detached(List<String> command) {
    List<String> words = new ArrayList<>(command);
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      words.add(0, "/usr/bin/setsid");
    }
    ProcessBuilder builder = new ProcessBuilder(words);
    // by the last three a JVM decodes its variables
    builder
        .environment()
        .keySet()
        .retainAll(List.of("PATH", "HOME", "JAVA_HOME", "TMPDIR", "LANG", "LC_ALL", "LC_CTYPE"));
    return builder;
  }

  /// Kills those that are still there, also those that nobody has got hold of yet.
  static void killAll() {
    ALIVE.forEach(ChildProcess::kill);
  }

  long pid() {
    return process.pid();
  }

  Path log() {
    return log;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  CompletableFuture<Integer> exitStatus() {
    return exitStatus;
  }

  /// Asks the child to finish, and makes it when it has not after `timeout`.
  void stop(Duration timeout) {
    try {
      guard.getOutputStream().close();
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
      }
    } catch (IOException e) {
      kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      kill();
    }
  }

  /// Kills the child and all that it started, as a power cut would, and waits until they are gone.
  void kill() {
    List<ProcessHandle> descendants = process.descendants().toList();
    process.destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
    process.onExit().join();
    try {
      Awaitility.await()
          .atMost(Duration.ofSeconds(2))
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(10))
          .until(() -> descendants.stream().noneMatch(ProcessHandle::isAlive));
    } catch (ConditionTimeoutException e) {
      // Dead and not buried: process 1 should do that, and in some containers does not.
    }
  }

  /// Lets the child and all that it started stand still, with its connections open, until [#thaw].
  void freeze() {
    signal("STOP");
  }

  void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    List<String> command = new ArrayList<>(List.of("kill", "-s", name));
    // the parent first: a child that it starts meanwhile would be missed
    command.add(Long.toString(process.pid()));
    run(command, log);
    List<String> descendants =
        process.descendants().map(child -> Long.toString(child.pid())).toList();
    if (!descendants.isEmpty()) {
      List<String> others =
          new ArrayList<>(List.of("sh", "-c", "kill -s " + name + " \"$@\" || true", "kill"));
      others.addAll(descendants);
      run(others, log);
    }
  }

  private void forget() {
    ALIVE.remove(this);
    // Only SIGKILL ends a guard: the others reach it together with a Ctrl-C at the launcher.
    guard.destroyForcibly();
  }

  /// The end of what the child has printed, for a message to a person.
  String lastLines(int count) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
    } catch (IOException e) {
      return "(%s cannot be read)".formatted(log);
    }
  }
}
