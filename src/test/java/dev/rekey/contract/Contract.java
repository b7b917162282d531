package dev.rekey.contract;

import dev.rekey.application.port.customer.CustomerRegistry;
import dev.rekey.application.port.signin.Credentials;
import dev.rekey.domain.Digest;
import dev.rekey.domain.Secret;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.CustomerProfile;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.password.PasswordHash;
import dev.rekey.domain.store.StoreId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/// What all contracts have in common.
abstract class Contract {
  static final StoreId SHOP = StoreId.DEFAULT;
  static final StoreId OUTLET = new StoreId("outlet");
  static final CustomerId MARIA = new CustomerId("maria");
  static final CustomerId SVEN = new CustomerId("sven");
  static final PasswordHash HASH = new PasswordHash("$first");
  static final Credentials.PreparedPassword READY = new Credentials.PreparedPassword.Hashed(HASH);

  private final AtomicInteger secrets = new AtomicInteger();

  /// The adapters under test.
  protected abstract Ports ports();

  @BeforeEach
  void forgetEverything() {
    ports().clear();
  }

  <T> T unit(Supplier<T> work) {
    return ports().unitOfWork().run(work);
  }

  void inUnit(Runnable work) {
    boolean _ =
        unit(() -> {
          work.run();
          return true;
        });
  }

  Digest freshDigest() {
    byte[] octets = ByteBuffer.allocate(Secret.OCTETS).putInt(secrets.incrementAndGet()).array();
    return Secret.of(octets).digest();
  }

  CustomerRegistry.Stored put(CustomerId id, String email) {
    return put(id, profile(SHOP, email, Customer.Status.ACTIVE));
  }

  CustomerRegistry.Stored put(CustomerId id, CustomerProfile profile) {
    return unit(() -> ports().customerRegistry().store(id, profile));
  }

  void arrange(CustomerId id, CustomerProfile profile) {
    ports().arrange(id, profile);
  }

  Customer find(CustomerId id) {
    return unit(() -> ports().customers().find(id)).orElseThrow();
  }

  Customer maria() {
    arrange(MARIA, profile(SHOP, "maria@example.com", Customer.Status.ACTIVE));
    return find(MARIA);
  }

  static CustomerProfile profile(StoreId store, String email, Customer.Status status) {
    return new CustomerProfile(store, email(email), null, Locale.ENGLISH, status);
  }

  static CustomerProfile named(String name, String email) {
    return new CustomerProfile(
        SHOP, email(email), name, Locale.forLanguageTag("zh-Hans"), Customer.Status.ACTIVE);
  }

  static EmailAddress email(String text) {
    return EmailAddress.parse(text).orElseThrow();
  }

  static Instant present(@Nullable Instant at) {
    return Optional.ofNullable(at).orElseThrow();
  }
}
