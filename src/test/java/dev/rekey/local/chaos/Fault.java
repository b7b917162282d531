package dev.rekey.local.chaos;

import java.util.Arrays;
import java.util.List;

/// What is done to the service and to what it needs in a chaos run.
enum Fault {
  KILL_REPLICA("kill -9 of a replica", Lane.MACHINES, true),
  KILL_POSTGRES("kill -9 and restart of PostgreSQL", Lane.MACHINES, true),
  FREEZE_POSTGRES("PostgreSQL that hangs", Lane.MACHINES, true),
  STOP_REPLICA("SIGTERM in the middle of a batch", Lane.MACHINES, false),
  FILL_POOL("a full connection pool", Lane.MACHINES, true),
  CLOCK_FORWARD("a clock set forward on one replica", Lane.MACHINES, true),
  REFUSE_CONNECTIONS("SMTP refusing connections", Lane.MAILS, true),
  HANG_AFTER_DATA("SMTP hanging after DATA", Lane.MAILS, true),
  DEFER_MAILS("SMTP answering 4xx", Lane.MAILS, false),
  REFUSE_ADDRESSES("SMTP answering 5xx for some addresses", Lane.MAILS, false);

  /// Faults of one lane come one after the other, and those of two at the same time.
  enum Lane {
    MACHINES,
    MAILS
  }

  private final String text;
  private final Lane lane;
  private final boolean crash;

  Fault(String text, Lane lane, boolean crash) {
    this.text = text;
    this.lane = lane;
    this.crash = crash;
  }

  String text() {
    return text;
  }

  /// Whether it can come between a mail server that has the mail and a database that knows it, so
  /// that the mail comes once more.
  boolean isCrash() {
    return crash;
  }

  static List<Fault> of(Lane lane) {
    return Arrays.stream(values()).filter(fault -> fault.lane == lane).toList();
  }
}
