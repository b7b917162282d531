package dev.rekey.local.stack;

import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// The PostgreSQL server of all Quarkus applications of this JVM; each gets a database of its own.
///
/// Quarkus loads this class again for each application, and unloads it with the application. The
/// server is held by the copy of this class that the system class loader has, and answers its port
/// through a type that all class loaders share.
public final class SharedServer implements IntSupplier {
  private static @Nullable Database original;

  /// Starts the server on the first call, and stops it when the JVM ends.
  @Override
  public int getAsInt() {
    synchronized (SharedServer.class) {
      if (original == null) {
        Database started =
            Database.start(Database.Settings.fast("quarkus-tests").on(ClusterTemplate.migrated()));
        Runtime.getRuntime().addShutdownHook(new Thread(started::close, "stop-shared-postgresql"));
        original = started;
      }
      return original.port();
    }
  }

  /// A new database with the tables of the service.
  public static Database createDatabase() {
    try {
      IntSupplier port =
          (IntSupplier)
              ClassLoader.getSystemClassLoader()
                  .loadClass(SharedServer.class.getName())
                  .getConstructor()
                  .newInstance();
      return Database.createIn(
          port.getAsInt(), "application_" + Long.toUnsignedString(System.nanoTime()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
