package dev.rekey;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/// Checks the liveness of the service in the same container and exits with 0 if it is live. The
/// image holds only a JRE, so no other program can run this check.
///
/// The check reads liveness and not readiness. Restarting the service during a database outage only
/// delays its recovery.
public final class HealthCheck {
  private static final int TIMEOUT_MILLIS = 2000;

  private HealthCheck() {}

  /// The entry point. Arguments are ignored.
  public static void main(String... arguments) {
    String port = System.getenv().getOrDefault("QUARKUS_MANAGEMENT_PORT", "9000");
    System.exit(lives(URI.create("http://localhost:" + port + "/q/health/live")) ? 0 : 1);
  }

  private static boolean lives(URI address) {
    try {
      HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException noAnswer) {
      return false;
    }
  }
}
