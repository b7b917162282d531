package dev.rekey.adapter.out.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.application.port.Mailer;
import dev.rekey.domain.Secret;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.reset.DisputeToken;
import dev.rekey.domain.reset.ResetToken;
import dev.rekey.domain.store.Colour;
import dev.rekey.domain.store.Store;
import dev.rekey.domain.store.StoreId;
import dev.rekey.local.profile.AllFeatures;
import dev.rekey.local.stack.LocalStackResource;
import dev.rekey.message.Languages;
import dev.rekey.message.Messages;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a mail server is handed, read by Jakarta Mail, which had no part in writing it.
@QuarkusTest
@TestProfile(AllFeatures.class)
class EmailsOnTheWireTest {
  private static final Messages MESSAGES = new Messages();
  private static final Instant NOW = Instant.now();
  private static final ResetToken TOKEN =
      new ResetToken(Secret.of(ByteBuffer.allocate(32).putInt(-7).array()));
  private static final URI RESET_PAGE =
      URI.create("https://shop.example/account/choose-a-new-password?from=mail");
  private static final URI FORGOT_PAGE = URI.create("https://shop.example/forgot-password");

  private static final DisputeToken DISPUTE =
      new DisputeToken(Secret.of(ByteBuffer.allocate(32).putInt(-8).array()));
  private static final URI NOT_ME_PAGE = URI.create("https://shop.example/not-me");

  private static final Pattern MESSAGE_ID = Pattern.compile("<[0-9a-f-]{36}@shop\\.example>");

  @Inject Mailer mailer;

  private enum Kind {
    RESET,
    RESET_BY_ADMINISTRATOR,
    RESET_AFTER_DISPUTE,
    NOTICE,
    NOTICE_WITH_LINK;

    boolean notice() {
      return this == NOTICE || this == NOTICE_WITH_LINK;
    }
  }

  /// A letter as it came: its source, and the same once it is taken apart.
  private record Received(String source, MimeMessage message, BodyPart text, BodyPart html) {
    String readText() throws Exception {
      return text.getContent().toString().replace("\r\n", "\n");
    }

    String readHtml() throws Exception {
      return html.getContent().toString();
    }

    String header(String name) throws Exception {
      assertThat(message.getHeader(name)).as(name).hasSize(1);
      return message.getHeader(name)[0];
    }
  }

  static Stream<Arguments> all() {
    return Languages.ALL.stream()
        .flatMap(language -> Stream.of(Kind.values()).map(kind -> Arguments.of(language, kind)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void theHeadersSayWhoWritesInWhichLanguageAndThatNobodyNeedAnswer(Locale language, Kind kind)
      throws Exception {
    Received received = received(kind, customer("Åsa 山田", language), store("Störe 店 🛒"));

    assertThat(received.header("Auto-Submitted")).isEqualTo("auto-generated");
    assertThat(received.header("Content-Language")).isEqualTo(language.toLanguageTag());
    assertThat(received.header("Message-ID")).matches(MESSAGE_ID);
    // RFC 5322, section 3.6.3: an empty field is not allowed
    assertThat(received.message().getHeader("Cc")).isNull();
    // RFC 2047, section 5: a display name and not a comment
    assertThat(MimeUtility.unfold(received.header("From")))
        .matches("(=\\?UTF-8\\?Q\\?[^? ]+\\?= )+<no-reply@shop\\.example>");
    assertThat(received.source().lines().filter(line -> line.contains("=?")))
        .hasSizeGreaterThan(1)
        .allMatch(line -> line.length() <= 76);
    assertThat(received.header("MIME-Version")).isEqualTo("1.0");
    assertThat(received.message().getSentDate()).isNotNull();
    assertThat(received.message().getSubject())
        .isEqualTo(
            MESSAGES.text(
                language,
                kind.notice() ? "mail.notice.subject" : "mail.reset.subject",
                "Störe 店 🛒"));
    assertThat(received.message().getFrom())
        .containsExactly(new InternetAddress("no-reply@shop.example", "Störe 店 🛒", "UTF-8"))
        .extracting(from -> ((InternetAddress) from).getPersonal())
        .containsExactly("Störe 店 🛒");
    assertThat(received.message().getReplyTo())
        .containsExactly(new InternetAddress("support@shop.example"));
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyByteIsOneThatEveryServerPassesOn(Locale language, Kind kind) throws Exception {
    Received received = received(kind, customer("Åsa 山田", language), store("Störe 店"));

    assertThat(received.source().chars()).allMatch(one -> one < 128);
    assertThat(received.source().lines()).allMatch(line -> line.length() <= 998);
    assertThat(received.message().isMimeType("multipart/alternative")).isTrue();
    for (BodyPart part : List.of(received.text(), received.html())) {
      assertThat(part.getContentType()).containsIgnoringCase("charset=utf-8");
      assertThat(part.getHeader("Content-Transfer-Encoding"))
          .hasSize(1)
          .containsAnyOf("7bit", "quoted-printable", "base64");
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void theLinkHasALineOfItsOwnAndSurvivesQuoting(Locale language, Kind kind) throws Exception {
    Received received = received(kind, customer("Åsa 山田", language), store("Störe 店"));
    String text = received.readText();

    List<String> quoted = text.lines().map(line -> "> " + line).toList();

    assertThat(quoted).filteredOn(line -> line.equals("> " + link(kind))).hasSize(1);
    assertThat(quoted)
        .filteredOn(line -> !line.equals("> " + link(kind)))
        .filteredOn(line -> !kind.notice() || !line.equals("> " + FORGOT_PAGE))
        .allSatisfy(line -> assertThat(columns(line)).isLessThanOrEqualTo(78))
        .noneMatch(line -> line.contains("://"));
    assertThat(text.lines()).noneMatch(line -> line.endsWith(" ") || line.startsWith("。"));
  }

  @ParameterizedTest
  @MethodSource("all")
  void theTextsAreThoseOfItsKind(Locale language, Kind kind) throws Exception {
    Received received = received(kind, customer("Åsa 山田", language), store("Störe 店"));
    String html = received.readHtml();

    assertThat(html).contains(MESSAGES.text(language, "mail.reset.greeting", "Åsa 山田"));
    List<String> texts =
        switch (kind) {
          case RESET -> List.of("mail.reset.body", "mail.reset.ignore");
          case RESET_BY_ADMINISTRATOR ->
              List.of("mail.reset.body-administrator", "mail.reset.ignore-administrator");
          case RESET_AFTER_DISPUTE ->
              List.of("mail.reset.body-dispute", "mail.reset.ignore-dispute");
          case NOTICE -> List.of("mail.notice.effect", "mail.notice.not-you");
          case NOTICE_WITH_LINK -> List.of("mail.notice.effect", "mail.notice.dispute");
        };
    assertThat(texts)
        .allSatisfy(key -> {
          String said = MESSAGES.text(language, key, "Störe 店");
          assertThat(html).contains(said);
          assertThat(withoutSpace(received.readText())).contains(withoutSpace(said));
        });
    assertThat(html.contains(">" + MESSAGES.text(language, "mail.reset.button") + "</a>"))
        .isEqualTo(!kind.notice());
    assertThat(html.contains(">" + MESSAGES.text(language, "mail.notice.dispute-button") + "</a>"))
        .isEqualTo(kind == Kind.NOTICE_WITH_LINK);
    assertThat(received.readText().contains("\n" + FORGOT_PAGE + "\n")).isEqualTo(kind.notice());
    assertThat(withoutSpace(received.readText()))
        .contains(withoutSpace(MESSAGES.text(language, "mail.signature", "Störe 店")));
  }

  @ParameterizedTest
  @MethodSource("all")
  void theHtmlIsReadInTheDarkTooAndLoadsNothing(Locale language, Kind kind) throws Exception {
    Received received = received(kind, customer("Åsa 山田", language), store("Störe 店"));
    String html = received.readHtml();

    assertThat(html)
        .contains("<html lang=\"" + language.toLanguageTag() + "\" dir=\"ltr\">")
        .contains("<meta name=\"color-scheme\" content=\"light dark\">")
        .contains("<meta name=\"supported-color-schemes\" content=\"light dark\">")
        .contains("@media (prefers-color-scheme: dark)")
        .contains("color: #8a7400")
        .contains("color: #ffd500 !important")
        .doesNotContain("{palette", "<script", "<link", "<img", "src=", "url(", "@import")
        .doesNotContainPattern("https?://(?!shop\\.example/)");
    assertThat(
            Pattern.compile(Pattern.quote("href=\"" + link(kind) + "\"")).matcher(html).results())
        .hasSize(kind == Kind.NOTICE ? 1 : 2);
    assertThat(html).contains(">" + link(kind) + "</a>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Best <b>\"Shop\"</b>, Inc. (EU); a@b.example:\\",
        "=?utf-8?q?x=0D=0ABcc:_b=40b.example?=",
        "\"",
        "Größe, <evil@evil.example>",
        "\u202egnihtemos"
      })
  void aStoresNameIsNothingButAName(String name) throws Exception {
    Received received = received(Kind.RESET, customer("Maria", Locale.ENGLISH), store(name));

    assertThat(received.message().getFrom())
        .singleElement()
        .isEqualTo(new InternetAddress("no-reply@shop.example"));
    assertThat(received.message().getAllRecipients()).hasSize(1);
    assertThat(received.message().getHeader("Bcc")).isNull();
    assertThat(received.readHtml()).doesNotContain("<b>", "<evil");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Your account is locked", "<b>{0}</b> {storeName} '' =?utf-8?q?=0D=0A?=", " "})
  void aMailGreetsWithoutWhatIsNoName(String name) throws Exception {
    Received received = received(Kind.RESET, customer(name, Locale.ENGLISH), store("Shop"));

    assertThat(received.readText()).startsWith("Hello,\n");
    assertThat(received.readHtml()).contains(">Hello,</p>");
  }

  @Test
  void domainsOutsideAsciiAreSentAsALabels() throws Exception {
    String id = UUID.randomUUID().toString();
    Customer customer = customer("Maria", Locale.ENGLISH, id + "@bücher.example");

    Received received =
        received(
            Kind.RESET,
            customer,
            store("Shop", "support@bücher.example"),
            id + "@xn--bcher-kva.example");

    assertThat(received.header("To")).isEqualTo(id + "@xn--bcher-kva.example");
    assertThat(received.header("Reply-To")).isEqualTo("support@xn--bcher-kva.example");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en|November 28, 2026 at 4:18 AM (UTC)",
        "sv|28 november 2026 kl. 04:18 (UTC)",
        "fr|28 novembre 2026 à 04:18 (UTC)",
        "ja|2026年11月28日 4:18（UTC）",
        "zh-Hans|2026年11月28日 04:18（UTC）"
      })
  void aTimeNamesItsZone(String language, String time) throws Exception {
    Customer customer = customer("Maria", Locale.forLanguageTag(language));
    Mailer.Email notice =
        new Mailer.Email.NoticeEmail(
            customer, store("Shop"), Instant.parse("2026-11-28T04:18:00Z"), null);
    assertThat(mailer.send(notice)).isEqualTo(Mailer.Delivery.ACCEPTED);

    String text =
        LocalStackResource.mailbox()
            .messagesTo(customer.requireEmail().value())
            .getFirst()
            .text()
            .replaceAll("[\\s\u202f]+", " ");

    assertThat(text).contains(time);
  }

  @Test
  void noTwoLettersHaveTheSameId() throws Exception {
    Customer customer = customer("Maria", Locale.ENGLISH);

    assertThat(received(Kind.RESET, customer, store("Shop")).header("Message-ID"))
        .isNotEqualTo(received(Kind.NOTICE, customer, store("Shop")).header("Message-ID"));
  }

  private Received received(Kind kind, Customer to, Store store) throws Exception {
    return received(kind, to, store, to.requireEmail().value());
  }

  private Received received(Kind kind, Customer to, Store store, String recipient)
      throws Exception {
    Mailer.Email email =
        switch (kind) {
          case RESET -> reset(to, store, Mailer.Email.Cause.REQUEST);
          case RESET_BY_ADMINISTRATOR -> reset(to, store, Mailer.Email.Cause.ADMINISTRATOR);
          case RESET_AFTER_DISPUTE -> reset(to, store, Mailer.Email.Cause.DISPUTE);
          case NOTICE -> new Mailer.Email.NoticeEmail(to, store, NOW, null);
          case NOTICE_WITH_LINK ->
              new Mailer.Email.NoticeEmail(
                  to,
                  store,
                  NOW,
                  new Mailer.Email.Dispute(NOT_ME_PAGE, DISPUTE, NOW.plus(Duration.ofDays(7))));
        };
    assertThat(mailer.send(email)).isEqualTo(Mailer.Delivery.ACCEPTED);
    dev.rekey.local.mailbox.Mail newest =
        LocalStackResource.mailbox().messagesTo(recipient).getFirst();
    String source = LocalStackResource.mailbox().source(newest).orElseThrow();
    MimeMessage message =
        new MimeMessage(
            Session.getInstance(new Properties()),
            new ByteArrayInputStream(source.getBytes(StandardCharsets.ISO_8859_1)));
    assertThat(message.getRecipients(Message.RecipientType.TO)).hasSize(1);
    MimeMultipart parts = (MimeMultipart) message.getContent();
    assertThat(parts.getCount()).isEqualTo(2);
    assertThat(parts.getBodyPart(0).isMimeType("text/plain")).isTrue();
    assertThat(parts.getBodyPart(1).isMimeType("text/html")).isTrue();
    return new Received(source, message, parts.getBodyPart(0), parts.getBodyPart(1));
  }

  private static Mailer.Email reset(Customer to, Store store, Mailer.Email.Cause cause) {
    return new Mailer.Email.ResetEmail(
        to, store, TOKEN, NOW.plus(Duration.ofHours(24)), NOW.plus(Duration.ofHours(23)), cause);
  }

  private static String link(Kind kind) {
    return switch (kind) {
      case RESET, RESET_BY_ADMINISTRATOR, RESET_AFTER_DISPUTE ->
          RESET_PAGE + "#token=" + TOKEN.secret().reveal();
      case NOTICE -> FORGOT_PAGE.toString();
      case NOTICE_WITH_LINK -> NOT_ME_PAGE + "#dispute=" + DISPUTE.secret().reveal();
    };
  }

  private static Store store(String name) {
    return store(name, "support@shop.example");
  }

  private static Store store(String name, String supportAddress) {
    return new Store(
        StoreId.DEFAULT,
        name,
        new Colour(0xff, 0xd5, 0x00),
        "no-reply@shop.example",
        supportAddress,
        Languages.ALL,
        ZoneId.of("UTC"),
        RESET_PAGE,
        FORGOT_PAGE,
        NOT_ME_PAGE);
  }

  private static Customer customer(String name, Locale language) {
    return customer(name, language, "letter-" + UUID.randomUUID() + "@example.com");
  }

  private static Customer customer(String name, Locale language, String email) {
    return new Customer(
        new CustomerId(UUID.randomUUID().toString()),
        StoreId.DEFAULT,
        EmailAddress.parse(email).orElseThrow(),
        name,
        language,
        Customer.Status.ACTIVE,
        true,
        1,
        1,
        false,
        null,
        null,
        NOW,
        NOW);
  }

  private static String withoutSpace(String text) {
    return text.replaceAll("\\s+", "");
  }

  /// As a terminal counts: all that is not of Europe takes two.
  private static int columns(String line) {
    return line.codePoints().map(one -> one > 0x2e80 ? 2 : 1).sum();
  }
}
