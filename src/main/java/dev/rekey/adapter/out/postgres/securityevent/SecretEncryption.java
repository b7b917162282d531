package dev.rekey.adapter.out.postgres.securityevent;

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

/// Encrypts what was entrusted to the service, so that no table and no copy of one tells it: AES
/// with 256 bits in GCM, under a key that is made of a configured secret. What was sealed for one
/// place can't be opened at another.
public final class SecretEncryption {
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private final SecureRandom random = new SecureRandom();
  private final SecretKey key;

  /// Seals with `secret`, which nobody can guess.
  public SecretEncryption(SecretText secret) {
    try {
      byte[] octets = secret.reveal().getBytes(StandardCharsets.UTF_8);
      this.key = new SecretKeySpec(MessageDigest.getInstance("SHA-256").digest(octets), "AES");
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  byte[] encrypt(SecretText text, String place) {
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

  /// What was sealed for `place`, or nothing where it was with another secret.
  Optional<SecretText> decrypt(byte[] sealed, String place) {
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
