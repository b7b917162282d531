package dev.rekey.domain.password;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.domain.customer.EmailAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordPolicyTest {
  private static final PasswordPolicy DEFAULT = new PasswordPolicy(6, 256, false, 1, false);
  private static final EmailAddress EMAIL = EmailAddress.parse("maria@example.com").orElseThrow();
  private static final String EMOJI = "\uD83D\uDE00";

  @Test
  void sixIsLongEnoughAndFiveIsNot() {
    assertThat(broken(DEFAULT, "abcdef")).isEmpty();
    assertThat(DEFAULT.violations(Password.of("abcde"), EMAIL))
        .containsExactly(new PasswordViolation(PasswordRule.MINIMUM_LENGTH, 6));
  }

  @Test
  void twoHundredAndFiftySixIsShortEnoughAndOneMoreIsNot() {
    assertThat(broken(DEFAULT, "a".repeat(256))).isEmpty();
    assertThat(DEFAULT.violations(Password.of("a".repeat(257)), EMAIL))
        .containsExactly(new PasswordViolation(PasswordRule.MAXIMUM_LENGTH, 256));
  }

  @Test
  void anEmojiIsOneCharacter() {
    assertThat(broken(DEFAULT, EMOJI.repeat(5))).containsExactly(PasswordRule.MINIMUM_LENGTH);
    assertThat(broken(DEFAULT, EMOJI.repeat(6))).isEmpty();
    assertThat(broken(DEFAULT, EMOJI.repeat(256))).isEmpty();
    assertThat(broken(DEFAULT, EMOJI.repeat(257))).containsExactly(PasswordRule.MAXIMUM_LENGTH);
  }

  @Test
  void composedAndDecomposedKeyStrokesAreTheSamePassword() {
    Password composed = Password.of("\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9");
    Password decomposed = Password.of("e\u0301".repeat(6));

    assertThat(composed).isEqualTo(decomposed).hasSameHashCodeAs(decomposed);
    assertThat(composed.octets()).isEqualTo(decomposed.octets());
    assertThat(decomposed.length()).isEqualTo(6);
  }

  @Test
  void nothingElseAboutAPasswordIsChanged() {
    assertThat(Password.of(" Ab ")).isNotEqualTo(Password.of("Ab"));
    assertThat(Password.of("Abcdef")).isNotEqualTo(Password.of("abcdef"));
    assertThat(Password.of("\uFF21bcdef")).isNotEqualTo(Password.of("Abcdef"));
    assertThat(Password.of("a".repeat(100) + "b")).isNotEqualTo(Password.of("a".repeat(100) + "c"));
  }

  /// All 25 members of Unicode's White_Space.
  @ParameterizedTest
  @ValueSource(
      ints = {
        0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003,
        0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200A, 0x2028, 0x2029, 0x202F, 0x205F,
        0x3000
      })
  void noWhiteSpaceOfUnicodeIsAllowed(int space) {
    assertThat(broken(DEFAULT, "abc" + Character.toString(space) + "def"))
        .contains(PasswordRule.SPACES);
    assertThat(
            broken(
                new PasswordPolicy(6, 256, true, 1, false),
                "abc" + Character.toString(space) + "def"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0x00, 0x1C, 0x1F, 0x180E, 0x200B, 0x200D, 0x2060, 0xFEFF, '-', '_'})
  void whatOnlyLooksLikeASpaceIsAllowed(int point) {
    assertThat(broken(DEFAULT, "abc" + Character.toString(point) + "def")).isEmpty();
  }

  @Test
  void classesAreLowerUpperDigitAndOther() {
    assertThat(classes("aaaaaa")).isEqualTo(1);
    assertThat(classes("aaaAAA")).isEqualTo(2);
    assertThat(classes("aaAA11")).isEqualTo(3);
    assertThat(classes("aaAA1!")).isEqualTo(4);
    assertThat(classes("パスワード定")).isEqualTo(1);
    assertThat(classes("éÉ٣" + EMOJI + "xx")).isEqualTo(4);
  }

  @Test
  void theOwnEmailIsNoPasswordInWhateverSpelling() {
    for (String password : List.of("maria@example.com", "MARIA@example.COM")) {
      assertThat(broken(DEFAULT, password)).containsExactly(PasswordRule.SAME_AS_EMAIL);
    }
    assertThat(broken(DEFAULT, "maria@example.com1")).isEmpty();
    assertThat(broken(DEFAULT, "sven@example.com")).isEmpty();
  }

  @Test
  void everyBrokenRuleIsNamed() {
    assertThat(broken(new PasswordPolicy(6, 256, false, 3, false), "a b"))
        .containsExactly(
            PasswordRule.MINIMUM_LENGTH, PasswordRule.SPACES, PasswordRule.CHARACTER_CLASSES);
  }

  @Test
  void anEmptyPasswordHasNoClassAtAll() {
    assertThat(broken(new PasswordPolicy(1, 256, false, 1, false), ""))
        .containsExactly(PasswordRule.MINIMUM_LENGTH, PasswordRule.CHARACTER_CLASSES);
  }

  private static int classes(String password) {
    int met = 0;
    for (int wanted = 1; wanted <= 4; wanted++) {
      if (broken(new PasswordPolicy(1, 256, false, wanted, false), password).isEmpty()) {
        met = wanted;
      }
    }
    return met;
  }

  private static List<PasswordRule> broken(PasswordPolicy policy, String password) {
    return policy.violations(Password.of(password), EMAIL).stream()
        .map(PasswordViolation::rule)
        .toList();
  }
}
