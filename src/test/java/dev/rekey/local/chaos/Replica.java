package dev.rekey.local.chaos;

import dev.rekey.local.stack.Service;
import dev.rekey.local.stack.TargetFiles;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// One of several replicas, on a port that it keeps through kills and restarts.
final class Replica {
  private final String name;
  private final Map<String, String> environment;
  private Service service;

  private Replica(String name, Map<String, String> environment) {
    this.name = name;
    this.environment = environment;
    service = Service.startAsInProduction(name, environment);
  }

  static Replica start(String name, Map<String, String> environment) {
    TargetFiles.delete(TargetFiles.log(name));
    return new Replica(name, environment);
  }

  String name() {
    return name;
  }

  URI managementUri() {
    return service.managementUri();
  }

  URI baseUri() {
    return service.baseUri();
  }

  Path log() {
    return service.log();
  }

  void kill() {
    service.kill();
  }

  void startAgain() {
    service = Service.startAsInProduction(name, environment);
  }

  /// Tells it to stop, and answers how long it took.
  Duration stop() {
    long begun = System.nanoTime();
    service.stop();
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /// Whether it left by itself when it was told to, and was not made to.
  boolean leftInOrder() throws Exception {
    int status = service.exitStatus().get(1, TimeUnit.SECONDS);
    return status == 0 || status == 143;
  }

  void setClockForward(Duration difference) {
    ClockAgent.set(service.pid(), difference);
  }
}
