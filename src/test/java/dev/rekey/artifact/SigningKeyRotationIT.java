package dev.rekey.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rekey.local.fixture.Receiver;
import dev.rekey.local.stack.Service;
import dev.rekey.local.stack.SigningKey;
import dev.rekey.local.stack.TestStack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The key that signs security events is replaced under two replicas, one after the other, as the
/// README says, while events go on. What a receiver has read of the keys is as old as the step
/// before.
class SigningKeyRotationIT {
  private static final List<String> REPLICAS = List.of("rotation-1", "rotation-2");
  private static final String CUSTOMER = "rotated";
  private static final String EMAIL = "rotated@example.com";
  private static final String PASSWORD = "opensesame";

  @TempDir private Path folder;

  private final Map<String, Service> replicas = new HashMap<>();
  private final Receiver receiver = Receiver.start();
  private TestStack servers;

  @BeforeEach
  void start() {
    servers = TestStack.start("artifact-rotation");
  }

  @AfterEach
  void stop() {
    replicas.values().forEach(Service::close);
    servers.close();
    receiver.close();
  }

  @Test
  void noEventIsSignedWithAKeyThatAReceiverCannotKnow() {
    Path old = SigningKey.make(folder.resolve("old.pem"));
    Path oldPublic = folder.resolve("old.pem.pub");
    Path fresh = SigningKey.make(folder.resolve("new.pem"));
    REPLICAS.forEach(replica -> restart(replica, List.of(old)));
    receiveEverything();
    String first = publishedKeys();

    String read = first;
    for (List<Path> step :
        List.of(List.of(old, fresh), List.of(fresh, oldPublic), List.of(fresh))) {
      for (String replica : REPLICAS) {
        restart(replica, step);
        for (String event : eventsOfAForcedSignIn(replica)) {
          assertThat(Receiver.check(event, read).subject()).containsEntry("sub", CUSTOMER);
        }
      }
      read = publishedKeys();
    }

    String last = eventsOfAForcedSignIn(REPLICAS.getLast()).getLast();
    assertThat(Receiver.check(last, read).subject()).containsEntry("sub", CUSTOMER);
    assertThatExceptionOfType(AssertionError.class)
        .as("the key is another one now")
        .isThrownBy(() -> Receiver.check(last, first))
        .withMessageContaining("no such key");
  }

  private void restart(String replica, List<Path> keys) {
    Service before = replicas.get(replica);
    if (before != null) {
      before.close();
    }
    String paths = keys.stream().map(Path::toString).collect(Collectors.joining(","));
    replicas.put(
        replica,
        servers.service(
            replica,
            Map.of(
                "REKEY_SECURITY_EVENTS_SIGNING_KEYS",
                paths,
                "REKEY_SECURITY_EVENTS_ISSUER",
                "https://rekey.shop.example")));
  }

  private void receiveEverything() {
    Client client = client(REPLICAS.getFirst());
    client.customer(CUSTOMER, EMAIL, PASSWORD);
    client
        .asAdministrator(
            "POST",
            "/ssf/streams",
            Map.of(
                "delivery",
                Map.of(
                    "method", "urn:ietf:rfc:8935", "endpoint_url", receiver.endpoint().toString())))
        .expect(201);
  }

  private List<String> eventsOfAForcedSignIn(String replica) {
    int before = receiver.calls().size();
    Client client = client(replica);
    client.post("/sign-ins", Map.of("email", EMAIL, "password", PASSWORD)).expect(200);
    client
        .asAdministrator("POST", "/customers/" + CUSTOMER + "/force-sign-in", Map.of())
        .expect(200);
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> receiver.calls().size() > before);
    return receiver.calls().stream().skip(before).map(Receiver.Call::token).toList();
  }

  private String publishedKeys() {
    List<String> published =
        REPLICAS.stream()
            .map(replica -> client(replica).get("/ssf/jwks").expect(200).body())
            .distinct()
            .toList();
    assertThat(published).as("all replicas say the same").hasSize(1);
    return published.getFirst();
  }

  private Client client(String replica) {
    return Client.of(servers, Optional.ofNullable(replicas.get(replica)).orElseThrow());
  }
}
