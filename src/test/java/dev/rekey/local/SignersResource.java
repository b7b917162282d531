package dev.rekey.local;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A service with a public address, and two systems that sign their calls of it.
public final class SignersResource implements QuarkusTestResourceLifecycleManager {
  public static final String PUBLIC_URL = "https://rekey.shop.example";

  private static @Nullable Signers signers;

  /// The two, and where their keys are.
  private record Signers(Signer okta, KeyServer oktasKeys, Signer outOfReach, KeyServer silent) {}

  public static Signer okta() {
    return running().okta();
  }

  public static KeyServer oktasKeys() {
    return running().oktasKeys();
  }

  /// Whose keys can't be had.
  public static Signer outOfReach() {
    return running().outOfReach();
  }

  @Override
  public Map<String, String> start() {
    Signers started =
        new Signers(
            Signer.of("https://okta.example", "k1"),
            KeyServer.start(),
            Signer.of("https://down.example", "k1"),
            KeyServer.start());
    signers = started;
    started.oktasKeys().give(started.okta().jwks());
    started.silent().does(KeyServer.Answer.ERROR);
    return Map.of(
        "rekey.public-url", PUBLIC_URL,
        "rekey.senders.okta.issuer", started.okta().issuer(),
        "rekey.senders.okta.jwks-uri", started.oktasKeys().address().toString(),
        "rekey.senders.down.issuer", started.outOfReach().issuer(),
        "rekey.senders.down.jwks-uri", started.silent().address().toString());
  }

  @Override
  public void stop() {
    Signers stopped = signers;
    if (stopped != null) {
      signers = null;
      stopped.oktasKeys().close();
      stopped.silent().close();
    }
  }

  private static Signers running() {
    return Objects.requireNonNull(
        signers, "The test class needs @WithTestResource(SignersResource.class)");
  }
}
