package dev.rekey.domain.customer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.property.RandomInputs;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
  /// Letters and marks for which case and composition matter.
  private static final List<IntRange> LETTERS =
      List.of(
          new IntRange('a', 'z'),
          new IntRange('A', 'Z'),
          new IntRange(0x00C0, 0x024F),
          new IntRange(0x0300, 0x0345),
          new IntRange(0x0370, 0x03FF),
          new IntRange(0x1E00, 0x1FFF),
          new IntRange(0x212A, 0x212B),
          new IntRange(0x0130, 0x0131),
          new IntRange(0x017F, 0x017F),
          new IntRange(0x03A3, 0x03A3),
          new IntRange(0x03C2, 0x03C2));

  private record IntRange(int first, int last) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "maria@example.com",
        "a@b",
        "first.last+tag@sub.example.co.uk",
        "o'brien@example.com",
        "!#$%&'*+/=?^_`{|}~-@example.com",
        "émilie@exämple.com",
        "用户@例子.广告",
        "m@xn--exmple-cua.com",
        "1@2.3"
      })
  void whatAMailServerCouldDeliverToIsTaken(String text) {
    assertThat(parse(text).value()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "maria",
        "maria@",
        "@example.com",
        "maria@@example.com",
        "maria@example@com",
        " maria@example.com",
        "maria@example.com ",
        "ma ria@example.com",
        ".maria@example.com",
        "maria.@example.com",
        "ma..ria@example.com",
        "maria@.example.com",
        "maria@example.com.",
        "maria@exam..ple.com",
        "maria@-example.com",
        "maria@example-.com",
        "maria@exam_ple.com",
        "maria@[192.0.2.1]",
        "\"maria\"@example.com",
        "Maria <maria@example.com>",
        "maria@example.com,sven@example.com",
        "maria@example.com;sven@example.com",
        "maria@example.com(comment)",
        "maria\u0000@example.com",
        "maria@example\u2488com",
        "maria@ex\u2100mple.com",
        "maria@exa\u200Bmple.com",
        "\uD83D\uDE00@example.com",
        "\uD800@example.com"
      })
  void anImpossibleAddressIsNone(String text) {
    assertThat(EmailAddress.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "maria@example.com\r\nBcc: sven@example.com",
        "maria@example.com\n",
        "\nmaria@example.com",
        "maria@example.com\r",
        "maria\r\n@example.com",
        "maria%0d%0abcc:sven@example.com\n",
        "maria@example.com\u0085",
        "maria@example.com\u2028Bcc: sven@example.com",
        "=?utf-8?q?maria?=<sven@example.com>",
        "maria@example.com\u0000\r\nRCPT TO:<sven@example.com>"
      })
  void nothingSmugglesASecondHeaderOrRecipientIn(String text) {
    assertThat(EmailAddress.parse(text)).isEmpty();
  }

  @Test
  void lengthsCountInOctets() {
    assertThat(EmailAddress.parse("a".repeat(64) + "@example.com")).isPresent();
    assertThat(EmailAddress.parse("a".repeat(65) + "@example.com")).isEmpty();
    assertThat(EmailAddress.parse("é".repeat(32) + "@example.com")).isPresent();
    assertThat(EmailAddress.parse("é".repeat(33) + "@example.com")).isEmpty();
    String domain = ("d".repeat(61) + ".").repeat(3) + "de";
    assertThat(EmailAddress.parse("a".repeat(64) + "@" + domain + "e")).isPresent();
    assertThat(EmailAddress.parse("a".repeat(64) + "@" + domain + "eee")).isEmpty();
    assertThat(EmailAddress.parse("a@" + "d".repeat(63) + ".com")).isPresent();
    assertThat(EmailAddress.parse("a@" + "d".repeat(64) + ".com")).isEmpty();
    assertThat(EmailAddress.parse("a@b.".repeat(1_000_000))).isEmpty();
  }

  @Test
  void capitalsAreTheSameAddressInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(parse("INFO@EXAMPLE.COM")).isEqualTo(parse("info@example.com"));
      assertThat(parse("INFO@EXAMPLE.COM").digest()).isEqualTo(parse("info@example.com").digest());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void theTurkishDottedCapitalIsNotAnI() {
    assertThat(parse("\u0130nfo@example.com")).isNotEqualTo(parse("info@example.com"));
    assertThat(parse("\u0131nfo@example.com")).isNotEqualTo(parse("info@example.com"));
    assertThat(parse("\u0130nfo@example.com")).isEqualTo(parse("i\u0307nfo@example.com"));
  }

  @Test
  void composedAndDecomposedLettersAreTheSameAddress() {
    EmailAddress composed = parse("\u00C9milie@example.com");
    EmailAddress decomposed = parse("e\u0301milie@example.com");

    assertThat(composed).isEqualTo(decomposed).hasSameHashCodeAs(decomposed);
    assertThat(composed.digest()).isEqualTo(decomposed.digest());
    assertThat(decomposed.value()).isEqualTo("e\u0301milie@example.com");
  }

  @Test
  void lookAlikesStayDifferent() {
    assertThat(parse("maria@example.com")).isNotEqualTo(parse("m\u0430ria@example.com"));
    assertThat(parse("m@stra\u00DFe.example")).isNotEqualTo(parse("m@strasse.example"));
  }

  /// The vectors are those of RFC 3492, section 7.1, and of browsers.
  @ParameterizedTest
  @CsvSource({
    "kund@bücher.example, kund@xn--bcher-kva.example",
    "kund@BÜCHER.example, kund@xn--bcher-kva.example",
    "kund@bu\u0308cher.example, kund@XN--BCHER-KVA.example",
    "kund@straße.example, kund@xn--strae-oqa.example",
    "kund@ΚΌΣΜΟΣ.example, kund@κόσμοσ.example",
    "kund@πόλις.example, kund@xn--uxadok1c.example",
    "kund@例子.广告, kund@xn--fsqu00a.xn--4rr70v",
    "kund@他们为什么不说中文.example, kund@xn--ihqwcrb4cv8a8dqg056pqjye.example",
    "kund@почемужеонинеговорятпорусски.example, kund@xn--b1abfaaepdrnnbgefbadotcwatmq2g4l.example",
    "kund@3年B組金八先生.example, kund@xn--3b-ww4c5e180e575a65lsy2b.example",
    "kund@bｕcher.example, kund@bucher.example",
    "ｍａｒｉａ＠ｅｘａｍｐｌｅ．ｃｏｍ, maria@example.com",
    "maria@example。com, maria@example.com"
  })
  void twoSpellingsOfOneMailboxAreOneAddress(String one, String other) {
    assertThat(parse(one)).isEqualTo(parse(other)).hasSameHashCodeAs(parse(other));
    assertThat(parse(one).digest()).isEqualTo(parse(other).digest());
    assertThat(parse(one).deliverable()).matches("(kund|maria)@[\\x21-\\x7E]+");
  }

  @Test
  void aDomainThatIsTooLongAsALabelsIsNone() {
    assertThat(EmailAddress.parse("a@" + "ü".repeat(50) + ".example")).isPresent();
    assertThat(EmailAddress.parse("a@" + "ü".repeat(63) + ".example")).isEmpty();
  }

  @Test
  void anAddressPrintsItselfMasked() {
    assertThat(parse("maria@example.com")).hasToString("m…@e…");
    assertThat(parse("\uD842\uDFB7野@例子.com")).hasToString("\uD842\uDFB7…@例…");
  }

  @Test
  void normalisingTwiceIsNormalisingOnce() {
    RandomInputs.check(inputs -> {
      Optional<EmailAddress> address = EmailAddress.parse(address(inputs));
      address.ifPresent(one -> {
        String again =
            Normalizer.normalize(
                Normalizer.normalize(one.normalised(), Normalizer.Form.NFC)
                    .toLowerCase(Locale.ROOT),
                Normalizer.Form.NFC);
        assertThat(again).isEqualTo(one.normalised());
      });
    });
  }

  @Test
  void everySpellingThatIsTakenIsTheSameAddress() {
    RandomInputs.check(inputs -> {
      String text = address(inputs);
      Optional<EmailAddress> address = EmailAddress.parse(text);
      Optional<EmailAddress> decomposed =
          EmailAddress.parse(Normalizer.normalize(text, Normalizer.Form.NFD));
      if (address.isPresent() && decomposed.isPresent()) {
        assertThat(address).isEqualTo(decomposed);
      }
    });
  }

  @Test
  void whatIsTakenHasOneAtAndNothingThatEndsALine() {
    RandomInputs.check(
        2000,
        inputs -> {
          String text = inputs.flag() ? inputs.anyText(255) : almostAnAddress(inputs);
          EmailAddress.parse(text)
              .ifPresent(one -> {
                assertThat(one.value()).hasSameSizeAs(text).containsOnlyOnce("@");
                assertThat(one.value().codePoints())
                    .noneMatch(point ->
                        Character.isISOControl(point)
                            || Character.isWhitespace(point)
                            || Character.isSpaceChar(point));
              });
        });
  }

  private static String address(RandomInputs inputs) {
    return part(inputs) + "@" + part(inputs) + ".com";
  }

  private static String part(RandomInputs inputs) {
    return inputs.text(
        1,
        12,
        () -> {
          IntRange range = inputs.oneOf(LETTERS);
          return inputs.integer(range.first, range.last);
        });
  }

  /// An address with one code point of any kind inserted.
  private static String almostAnAddress(RandomInputs inputs) {
    StringBuilder text = new StringBuilder(address(inputs));
    String inserted = inputs.text(1, 1, () -> inputs.integer(0, 0x2FFF));
    return text.insert(inputs.integer(0, text.length()), inserted).toString();
  }

  private static EmailAddress parse(String text) {
    return EmailAddress.parse(text).orElseThrow();
  }
}
