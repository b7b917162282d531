package dev.rekey.local.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// CPU time that processes have used, from Linux's `/proc` (proc(5)), in clock ticks of 10 ms.
final class CpuClock {
  private static final int MILLIS_PER_TICK = 10;
  private static final int PARENT = 1;
  private static final int USER = 11;
  private static final int SYSTEM = 12;
  private static final int ENDED_USER = 13;
  private static final int ENDED_SYSTEM = 14;

  private CpuClock() {}

  /// Milliseconds that this process has used, without its children.
  static long ownMillis() {
    String[] fields = stat(Path.of("/proc/self"));
    return (number(fields, USER) + number(fields, SYSTEM)) * MILLIS_PER_TICK;
  }

  /// Milliseconds that a process, its children and their ended children have used.
  static long millis(long pid) {
    long ticks = 0;
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      for (Path process : processes.toList()) {
        String name = process.getFileName().toString();
        if (!name.matches("[0-9]+")) {
          continue;
        }
        String[] fields = stat(process);
        if (fields.length > ENDED_SYSTEM) {
          if (Long.parseLong(name) == pid) {
            ticks += number(fields, USER) + number(fields, SYSTEM);
            ticks += number(fields, ENDED_USER) + number(fields, ENDED_SYSTEM);
          } else if (number(fields, PARENT) == pid) {
            ticks += number(fields, USER) + number(fields, SYSTEM);
          }
        }
      }
    } catch (IOException noProc) {
      throw new IllegalStateException("CPU time is read from /proc, which is not here", noProc);
    }
    return ticks * MILLIS_PER_TICK;
  }

  /// The fields behind the name, which may hold spaces itself.
  private static String[] stat(Path process) {
    try {
      String stat = Files.readString(process.resolve("stat"));
      return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    } catch (IOException ended) {
      return new String[0];
    }
  }

  private static long number(String[] fields, int index) {
    return Long.parseLong(fields[index]);
  }
}
