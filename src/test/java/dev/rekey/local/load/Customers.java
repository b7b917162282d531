package dev.rekey.local.load;

import dev.rekey.local.fixture.SampleData;
import dev.rekey.local.mailbox.Mailbox;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/// Who is asked for in a chaos run: the customers of [SampleData], of whom every fiftieth is
/// disabled, and addresses that nobody has.
///
/// A few are asked for all the time, so that their limits are reached.
public final class Customers {
  private static final int DISABLED_EVERY = 50;
  private static final int POPULAR = 40;
  private static final int UNKNOWN = 2_000;
  private static final String UNKNOWN_DOMAIN = "@nobody.example";

  private final int count;
  private final Set<String> refused = ConcurrentHashMap.newKeySet();

  public Customers(int count) {
    this.count = count;
  }

  public int count() {
    return count;
  }

  /// The address of the next request: one of ten is unknown, one of ten popular.
  String next(RandomGenerator random) {
    return switch (random.nextInt(10)) {
      case 0 -> "visitor-" + random.nextInt(UNKNOWN) + UNKNOWN_DOMAIN;
      case 1 -> SampleData.email(1 + random.nextInt(POPULAR));
      default -> any(random);
    };
  }

  /// Has the mail server refuse one of them for good from now on.
  public void refuseOne(Mailbox mailbox, RandomGenerator random) {
    String email = any(random);
    refused.add(email);
    mailbox.refuseRecipient(email);
  }

  public boolean isRefused(String email) {
    return refused.contains(email);
  }

  public Set<String> refused() {
    return Set.copyOf(refused);
  }

  /// Whether the address has an account that gets mail.
  public boolean isKnown(String email) {
    return isOfAnAccount(email) && number(email) % DISABLED_EVERY != 0;
  }

  static boolean isOfAnAccount(String email) {
    return email.endsWith(SampleData.DOMAIN);
  }

  /// What no log and no table but one may hold: the part that all addresses share with no other.
  public static Set<String> domains() {
    return Set.of(SampleData.DOMAIN, UNKNOWN_DOMAIN);
  }

  private String any(RandomGenerator random) {
    return SampleData.email(1 + random.nextInt(count));
  }

  private static long number(String email) {
    return Long.parseLong(email.substring(email.indexOf('-') + 1, email.indexOf('@')));
  }
}
