package dev.rekey.adapter.out.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.domain.Confidential;
import org.junit.jupiter.api.Test;

class SealTest {
  private static final Confidential TEXT = new Confidential("Bearer sesame");

  private final Seal seal = new Seal(new Confidential("a secret of thirty-two characters"));

  @Test
  void whatIsSealedIsOpenedAtItsOwnPlaceAlone() {
    byte[] sealed = seal.close(TEXT, "stream-1");

    assertThat(seal.open(sealed, "stream-1")).contains(TEXT);
    assertThat(seal.open(sealed, "stream-2")).isEmpty();
  }

  @Test
  void nobodyOpensItWithAnotherSecret() {
    Seal other = new Seal(new Confidential("another secret of the same length"));

    assertThat(other.open(seal.close(TEXT, "stream-1"), "stream-1")).isEmpty();
  }

  @Test
  void whatWasChangedIsNotOpened() {
    byte[] sealed = seal.close(TEXT, "stream-1");
    sealed[sealed.length - 1] ^= 1;

    assertThat(seal.open(sealed, "stream-1")).isEmpty();
    assertThat(seal.open(new byte[3], "stream-1")).isEmpty();
  }

  @Test
  void theSameTextIsNeverSealedAlike() {
    assertThat(seal.close(TEXT, "stream-1")).isNotEqualTo(seal.close(TEXT, "stream-1"));
  }
}
