package dev.rekey.fake.stub;

import dev.rekey.application.port.password.PasswordHashing;
import dev.rekey.domain.ClientAddress;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.password.PasswordHash;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Hashes that are no hashes, and take no time. What happens meanwhile is up to the test.
public final class PlainHashing implements PasswordHashing {
  private final AtomicInteger hashes = new AtomicInteger();
  private final AtomicInteger comparisons = new AtomicInteger();
  private final Queue<Runnable> meanwhile = new ArrayDeque<>();

  /// Lets `what` happen while the next hash is made, or the next password compared.
  public void meanwhile(Runnable what) {
    meanwhile.add(what);
  }

  /// How many hashes were made.
  public int hashes() {
    return hashes.get();
  }

  /// How many passwords were compared.
  public int comparisons() {
    return comparisons.get();
  }

  @Override
  public PasswordHash hash(CustomerId customer, Password password) {
    hashes.incrementAndGet();
    happen();
    return hashOf(password);
  }

  @Override
  public <S extends Subject> Compared<S> compare(
      @Nullable ClientAddress client, Password password, Supplier<S> subject) {
    S known = subject.get();
    comparisons.incrementAndGet();
    happen();
    return new Compared<>(known, hashOf(password).equals(known.hash()));
  }

  private void happen() {
    Runnable next = meanwhile.poll();
    if (next != null) {
      next.run();
    }
  }

  private static PasswordHash hashOf(Password password) {
    return new PasswordHash("plain " + HexFormat.of().formatHex(password.octets()));
  }
}
