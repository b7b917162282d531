package dev.rekey.adapter.out.argon2;

import dev.rekey.domain.password.Password;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// An Argon2id hash with its salt and cost, in the PHC string format.
final class Argon2Phc {
  static final int SALT_OCTETS = 16;
  static final int HASH_OCTETS = 32;

  private static final Pattern FORM =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,9}),t=(\\d{1,4}),p=(\\d{1,3})"
              + "\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

  private final Argon2Cost cost;
  private final byte[] salt;
  private final byte[] hash;

  Argon2Phc(Argon2Cost cost, byte[] salt, byte[] hash) {
    this.cost = cost;
    this.salt = salt;
    this.hash = hash;
  }

  static Argon2Phc of(Password password, Argon2Cost cost, byte[] salt) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(cost.memoryKib())
            .withIterations(cost.iterations())
            .withParallelism(cost.parallelism())
            .withSalt(salt)
            .build());
    byte[] hash = new byte[HASH_OCTETS];
    generator.generateBytes(password.octets(), hash);
    return new Argon2Phc(cost, salt, hash);
  }

  static Argon2Phc parse(String phc) {
    Matcher form = FORM.matcher(phc);
    if (!form.matches()) {
      throw new IllegalArgumentException("A stored password hash is not Argon2id");
    }
    Argon2Cost cost =
        new Argon2Cost(
            Integer.parseInt(form.group(1)),
            Integer.parseInt(form.group(2)),
            Integer.parseInt(form.group(3)));
    return new Argon2Phc(
        cost, Base64.getDecoder().decode(form.group(4)), Base64.getDecoder().decode(form.group(5)));
  }

  Argon2Cost cost() {
    return cost;
  }

  byte[] salt() {
    return salt;
  }

  byte[] hash() {
    return hash;
  }

  @Override
  public String toString() {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            cost.memoryKib(),
            cost.iterations(),
            cost.parallelism(),
            base64.encodeToString(salt),
            base64.encodeToString(hash));
  }
}
