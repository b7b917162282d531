package dev.rekey.adapter.out.events;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The RSA signing keys of the service, read from PEM files. The first key signs. All keys are
/// published, so that signatures of an earlier key stay verifiable.
public final class SigningKeys {
  private static final int MIN_BITS = 2048;
  private static final Pattern PEM =
      Pattern.compile(
          "\\s*-----BEGIN (PRIVATE|PUBLIC) KEY-----([A-Za-z0-9+/=\\s]++)-----END \\1 KEY-----\\s*");

  private final @Nullable RSAPrivateCrtKey signing;
  private final List<RSAPublicKey> published;

  private SigningKeys(@Nullable RSAPrivateCrtKey signing, List<RSAPublicKey> published) {
    this.signing = signing;
    this.published = List.copyOf(published);
  }

  /// Reads the key files. The first key must be private (PKCS #8); the others may be public.
  ///
  /// @throws IllegalArgumentException with the reason if a file contains no such key
  public static SigningKeys read(List<Path> files) {
    RSAPrivateCrtKey signing = null;
    List<RSAPublicKey> published = new ArrayList<>();
    for (Path file : files) {
      Matcher pem = PEM.matcher(text(file));
      if (!pem.matches()) {
        throw new IllegalArgumentException(
            "names %s, which contains no PEM key (BEGIN PRIVATE KEY)".formatted(file));
      }
      try {
        byte[] octets = Base64.getMimeDecoder().decode(pem.group(2));
        KeyFactory factory = KeyFactory.getInstance("RSA");
        boolean secret = pem.group(1).equals("PRIVATE");
        if (secret) {
          RSAPrivateCrtKey key =
              (RSAPrivateCrtKey) factory.generatePrivate(new PKCS8EncodedKeySpec(octets));
          published.add(
              (RSAPublicKey)
                  factory.generatePublic(
                      new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent())));
          signing = published.size() == 1 ? key : signing;
        } else {
          published.add((RSAPublicKey) factory.generatePublic(new X509EncodedKeySpec(octets)));
        }
      } catch (GeneralSecurityException | IllegalArgumentException | ClassCastException noKey) {
        throw new IllegalArgumentException("names %s, which contains no RSA key".formatted(file));
      }
      if (published.getLast().getModulus().bitLength() < MIN_BITS) {
        throw new IllegalArgumentException(
            "names %s, whose key has fewer than %d bits".formatted(file, MIN_BITS));
      }
      if (signing == null) {
        throw new IllegalArgumentException(
            "names %s first, which contains no private key".formatted(file));
      }
    }
    return new SigningKeys(signing, published);
  }

  /// Returns the key that signs.
  RSAPrivateCrtKey signing() {
    if (signing == null) {
      throw new IllegalStateException("No signing key is configured");
    }
    return signing;
  }

  /// Returns the public keys that verify signatures, the public half of the signing key first.
  List<RSAPublicKey> published() {
    return published;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new IllegalArgumentException("names %s, which cannot be read".formatted(file));
    }
  }
}
