package dev.rekey;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/// What a container's health check runs: asks the service beside it whether it lives, and ends with
/// 0 where it does. An image with nothing but a JRE has no other program that could ask.
///
/// It asks for liveness, for a service that is restarted because its database is away only takes
/// longer to be back.
public final class HealthCheck {
  private static final int TIMEOUT_MILLIS = 2000;

  private HealthCheck() {}

  /// The entry point; arguments have no meaning.
  public static void main(String... arguments) {
    String port = System.getenv().getOrDefault("QUARKUS_HTTP_PORT", "8080");
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
