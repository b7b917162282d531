package dev.rekey.adapter.out.mail;

import dev.rekey.application.port.Mailer.Email;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.store.Store;
import dev.rekey.message.Languages;
import dev.rekey.message.Messages;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Composes emails as text and HTML, in the customer's language and with the store's name.
@ApplicationScoped
class EmailComposer {

  private final Messages messages;
  private final Template resetText;
  private final Template resetHtml;
  private final Template noticeText;
  private final Template noticeHtml;

  EmailComposer(
      Messages messages,
      @Location("mail/reset-link.txt") Template resetText,
      @Location("mail/reset-link.html") Template resetHtml,
      @Location("mail/notice.txt") Template noticeText,
      @Location("mail/notice.html") Template noticeHtml) {
    this.messages = messages;
    this.resetText = resetText;
    this.resetHtml = resetHtml;
    this.noticeText = noticeText;
    this.noticeHtml = noticeHtml;
  }

  Written write(Email.ResetEmail letter) {
    Page page = new Page(letter.to(), letter.store());
    String subject = page.text("mail.reset.subject", letter.store().name());
    String whose =
        switch (letter.cause()) {
          case REQUEST -> "";
          case ADMINISTRATOR -> "-administrator";
          case DISPUTE -> "-dispute";
        };
    // a browser sends no fragment to a server, so that the token appears in no log and no Referer
    String link = letter.store().resetPasswordPage() + "#token=" + letter.token().secret().reveal();
    return page.write(
        subject,
        resetText,
        resetHtml,
        template ->
            template
                .data("body", page.text("mail.reset.body" + whose, letter.store().name()))
                .data("button", page.text("mail.reset.button"))
                .data("link", link)
                .data("expiry", page.text("mail.reset.expiry", page.time(letter.expiresAt())))
                .data("ignore", page.text("mail.reset.ignore" + whose))
                .data("support", page.text("mail.reset.support", letter.store().supportAddress())));
  }

  Written write(Email.NoticeEmail letter) {
    Page page = new Page(letter.to(), letter.store());
    Store store = letter.store();
    Email.@Nullable Dispute dispute = letter.dispute();
    return page.write(
        page.text("mail.notice.subject", store.name()),
        noticeText,
        noticeHtml,
        template ->
            template
                .data(
                    "body",
                    page.text("mail.notice.body", store.name(), page.time(letter.changedAt())))
                .data("effect", page.text("mail.notice.effect"))
                .data("dispute", page.text("mail.notice.dispute"))
                .data("button", page.text("mail.notice.dispute-button"))
                .data("disputeLink", dispute == null ? "" : link(dispute))
                .data(
                    "notYou",
                    dispute == null
                        ? page.text("mail.notice.not-you")
                        : page.text("mail.notice.dispute-expiry", page.time(dispute.expiresAt())))
                .data("link", store.forgotPasswordPage().toString())
                .data("tellUs", page.text("mail.notice.tell-us", store.supportAddress())));
  }

  // not called "token": a search for the link that sets a password must not find this one
  private static String link(Email.Dispute dispute) {
    return dispute.page() + "#dispute=" + dispute.token().secret().reveal();
  }

  /// An email that is ready to be sent.
  record Written(Locale language, String subject, String text, String html) {}

  /// The content of one kind of email.
  @FunctionalInterface
  private interface Own {
    TemplateInstance in(TemplateInstance template);
  }

  private final class Page {
    private final Store store;
    private final Locale language;
    private final String greeting;

    Page(Customer customer, Store store) {
      this.store = store;
      this.language = Languages.spoken(customer.locale(), store.languages());
      String name = customer.name();
      this.greeting =
          name == null || !PersonName.isOne(name)
              ? text("mail.reset.greeting-nameless")
              : text("mail.reset.greeting", name);
    }

    String text(String key, Object... arguments) {
      return messages.text(language, key, arguments);
    }

    String time(Instant instant) {
      ZonedDateTime time = instant.atZone(store.timeZone());
      // the name of the zone: CST is China's and Chicago's
      return text(
          "mail.time",
          DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).localizedBy(language).format(time),
          DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).localizedBy(language).format(time),
          store.timeZone().getId());
    }

    Written write(String subject, Template text, Template html, Own own) {
      return new Written(
          language,
          subject,
          PlainText.wrapped(render(subject, text, own), language),
          render(subject, html, own));
    }

    private String render(String subject, Template template, Own own) {
      return own.in(
              template
                  .instance()
                  .data("lang", language.toLanguageTag())
                  .data("subject", subject)
                  .data("greeting", greeting)
                  .data("signature", text("mail.signature", store.name()))
                  .data("storeName", store.name())
                  .data("palette", Palette.of(store.accentColour())))
          .render();
    }
  }
}
