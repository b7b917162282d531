package dev.rekey.adapter.out.dbscheduler;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import dev.rekey.application.port.BackgroundWork.Progress;
import dev.rekey.application.port.BackgroundWork.Task;
import dev.rekey.domain.OutboxSettings;
import dev.rekey.local.stack.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class DbSchedulerBackgroundWorkTest {
  private static final Duration WRONG_BY = Duration.ofHours(3);

  private static final OutboxSettings SETTINGS =
      new OutboxSettings(Duration.ofSeconds(12), Duration.ofSeconds(5), Duration.ofSeconds(1));

  /// The machine's clock is three hours ahead of the database's, which is the one that counts. The
  /// test takes some seconds: a dead task is found by its missed heartbeats.
  @Test
  void aTaskOfADeadReplicaIsPerformedAtOnceWhateverTheMachinesClockSays() throws Exception {
    Clock databaseClock = Clock.offset(Clock.systemUTC(), WRONG_BY.negated());
    Queue<Task> performed = new ConcurrentLinkedQueue<>();
    try (Database database = Database.start(Database.Settings.fast("dead-task"))) {
      PGSimpleDataSource source = new PGSimpleDataSource();
      source.setUrl(database.jdbcUrl());
      source.setUser(database.username());
      source.setPassword(database.password());
      Flyway.configure().dataSource(source).load().migrate();
      insertDeadTask(database, databaseClock.instant().minus(Duration.ofHours(1)));

      try (DbSchedulerBackgroundWork work =
          new DbSchedulerBackgroundWork(
              source,
              new TransactionSynchronizationRegistryImple(),
              databaseClock,
              SETTINGS,
              (task, _) -> {
                performed.add(task);
                return Progress.ENDED;
              })) {
        work.start();

        Awaitility.await("the task of the dead replica")
            .atMost(Duration.ofSeconds(20))
            .until(() -> performed.stream().anyMatch(Task.NoticeMail.class::isInstance));
      }
    }
  }

  private static void insertDeadTask(Database database, Instant died) throws Exception {
    try (Connection connection = database.connect();
        PreparedStatement insert =
            connection.prepareStatement(
                """
                INSERT INTO scheduled_tasks
                  (task_name, task_instance, task_data, execution_time, picked, picked_by,
                   last_heartbeat, version)
                VALUES ('notice-mail', 'n', convert_to('2026-01-01T00:00:00Z c-1 1', 'UTF8'), ?,
                  true, 'dead-replica', ?, 1)
                """)) {
      insert.setTimestamp(1, Timestamp.from(died));
      insert.setTimestamp(2, Timestamp.from(died));
      insert.executeUpdate();
    }
  }
}
