package dev.rekey.adapter.out.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.domain.SecretText;
import org.junit.jupiter.api.Test;

class SecretEncryptionTest {
  private static final SecretText TEXT = new SecretText("Bearer sesame");

  private final SecretEncryption secretEncryption =
      new SecretEncryption(new SecretText("a secret of thirty-two characters"));

  @Test
  void whatIsSealedIsOpenedAtItsOwnPlaceAlone() {
    byte[] sealed = secretEncryption.encrypt(TEXT, "stream-1");

    assertThat(secretEncryption.decrypt(sealed, "stream-1")).contains(TEXT);
    assertThat(secretEncryption.decrypt(sealed, "stream-2")).isEmpty();
  }

  @Test
  void nobodyOpensItWithAnotherSecret() {
    SecretEncryption other =
        new SecretEncryption(new SecretText("another secret of the same length"));

    assertThat(other.decrypt(secretEncryption.encrypt(TEXT, "stream-1"), "stream-1")).isEmpty();
  }

  @Test
  void whatWasChangedIsNotOpened() {
    byte[] sealed = secretEncryption.encrypt(TEXT, "stream-1");
    sealed[sealed.length - 1] ^= 1;

    assertThat(secretEncryption.decrypt(sealed, "stream-1")).isEmpty();
    assertThat(secretEncryption.decrypt(new byte[3], "stream-1")).isEmpty();
  }

  @Test
  void theSameTextIsNeverSealedAlike() {
    assertThat(secretEncryption.encrypt(TEXT, "stream-1"))
        .isNotEqualTo(secretEncryption.encrypt(TEXT, "stream-1"));
  }
}
