package dev.rekey.fake.stub;

import dev.rekey.application.port.TokenGenerator;
import dev.rekey.domain.Secret;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/// Secrets that count up, and that a test can look for afterwards.
public final class CountingTokenGenerator implements TokenGenerator {
  private final List<Secret> given = new CopyOnWriteArrayList<>();
  private final Queue<Runnable> meanwhile = new ConcurrentLinkedQueue<>();

  /// Lets `what` happen while the next secret is drawn.
  public void meanwhile(Runnable what) {
    meanwhile.add(what);
  }

  @Override
  public synchronized Secret next() {
    Runnable happening = meanwhile.poll();
    if (happening != null) {
      happening.run();
    }
    byte[] octets = ByteBuffer.allocate(Secret.OCTETS).putInt(28, given.size() + 1).array();
    Secret secret = Secret.of(octets);
    given.add(secret);
    return secret;
  }

  /// Every secret that was ever given out.
  public List<Secret> given() {
    return given;
  }
}
