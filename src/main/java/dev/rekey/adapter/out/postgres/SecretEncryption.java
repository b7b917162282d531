package dev.rekey.adapter.out.postgres;

import dev.rekey.domain.SecretText;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Encrypts stored secrets with AES-256-GCM, so that no copy of a table reveals them. The key is
/// derived from a configured secret. The place of a ciphertext is authenticated: it cannot be
/// decrypted at another place.
public final class SecretEncryption {
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private final SecureRandom random = new SecureRandom();
  private final SecretKey key;

  /// Encrypts with a key derived from `secret`, which needs enough entropy.
  public SecretEncryption(SecretText secret) {
    try {
      byte[] octets = secret.reveal().getBytes(StandardCharsets.UTF_8);
      this.key = new SecretKeySpec(MessageDigest.getInstance("SHA-256").digest(octets), "AES");
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /// Encrypts a secret for `place`.
  public byte[] encrypt(SecretText text, String place) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    byte[] plain = text.reveal().getBytes(StandardCharsets.UTF_8);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, place).doFinal(plain);
      byte[] all = Arrays.copyOf(nonce, NONCE + sealed.length);
      System.arraycopy(sealed, 0, all, NONCE, sealed.length);
      return all;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// Decrypts a secret of `place`; empty if it was encrypted with another key.
  public Optional<SecretText> decrypt(byte[] sealed, String place) {
    if (sealed.length < NONCE) {
      return Optional.empty();
    }
    try {
      byte[] plain =
          cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE), place)
              .doFinal(sealed, NONCE, sealed.length - NONCE);
      return Optional.of(new SecretText(new String(plain, StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException anothers) {
      return Optional.empty();
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String place) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
