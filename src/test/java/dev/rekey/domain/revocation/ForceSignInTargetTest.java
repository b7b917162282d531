package dev.rekey.domain.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekey.domain.Actor;
import dev.rekey.domain.Digest;
import dev.rekey.domain.IdempotencyKey;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.store.StoreId;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForceSignInTargetTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void theOrderOfAListMeansNothing() {
    // as text, since the order of a set is another one in every process, and replicas have to agree
    assertThat(list("c", "e", "a", "d", "b").fingerprint())
        .isEqualTo(Digest.of("customers a b c d e"));
  }

  @Test
  void otherCustomersOrAStoreAreAnotherMeaning() {
    List<Digest> meanings =
        List.of(
            list("a", "b").fingerprint(),
            list("a").fingerprint(),
            list("ab").fingerprint(),
            list("a", "c").fingerprint(),
            new ForceSignInTarget.WholeStore(new StoreId("a")).fingerprint(),
            new ForceSignInTarget.WholeStore(new StoreId("b")).fingerprint());

    assertThat(meanings).doesNotHaveDuplicates();
  }

  @Test
  void aListWithoutCustomersIsNone() {
    assertThatThrownBy(() -> list()).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nothingRemainsExactlyWhenItHasFinished() {
    assertThat(progress(10, 4, 2, null).remaining()).isEqualTo(4);
    assertThat(progress(10, 10, 0, null).remaining()).isEqualTo(1);
    assertThat(progress(3, 7, 0, null).remaining()).isEqualTo(1);
    assertThat(progress(10, 4, 2, NOW).remaining()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a\n", "å", "\u007f", "a\u0000"})
  void whatIsNotVisibleAsciiIsNoKey(String text) {
    assertThat(IdempotencyKey.parse(text)).isEmpty();
    assertThatThrownBy(() -> new IdempotencyKey(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aKeyHasAtMost255Characters() {
    assertThat(IdempotencyKey.parse("~".repeat(255))).isPresent();
    assertThat(IdempotencyKey.parse("!".repeat(256))).isEmpty();
    assertThat(IdempotencyKey.parse("\"8e03978e-40d5-43dd-bc93-6894a57f9324\"")).isPresent();
  }

  @Test
  void noTwoCallersShareAKeyWhateverTheyAreCalled() {
    IdempotencyKey key = new IdempotencyKey("key");

    List<Digest> digests =
        List.of(
            key.of(Actor.administrator("anna", null)),
            key.of(Actor.administrator("anna\nkey", null)),
            key.of(Actor.client("anna", null)),
            new IdempotencyKey("KEY").of(Actor.administrator("anna", null)));

    assertThat(digests).doesNotHaveDuplicates();
  }

  private static ForceSignInTarget list(String... ids) {
    return new ForceSignInTarget.Listed(
        new LinkedHashSet<>(Arrays.stream(ids).map(CustomerId::new).toList()));
  }

  private static ForceSignInProgress progress(
      long counted, long processed, long failed, @Nullable Instant finishedAt) {
    return new ForceSignInProgress(
        new UUID(1, 1), null, counted, processed, 0, failed, List.of(), NOW, finishedAt);
  }
}
