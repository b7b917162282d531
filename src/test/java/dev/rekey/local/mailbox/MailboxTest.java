package dev.rekey.local.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailboxTest {

  private static final String LINK = "http://localhost/reset-password#token=a-b_c";

  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private Mailbox mailbox;
  private MailboxServer window;

  @BeforeEach
  void start() {
    mailbox = Mailbox.start();
    window = MailboxServer.open(mailbox, 0);
  }

  @AfterEach
  void stop() {
    window.close();
    mailbox.close();
    client.close();
    threads.close();
  }

  @Test
  void aMailIsReadAsTheCustomerReadsIt() throws Exception {
    send("yuki@example.com", "パスワードの再設定");

    Mail mail = mailbox.awaitMessageTo("Yuki@example.com");

    assertThat(mail.subject()).isEqualTo("パスワードの再設定");
    assertThat(mail.from()).isEqualTo("Demo Störe <shop@example.com>");
    assertThat(mail.token()).isEqualTo("a-b_c");
    assertThat(mail.html()).contains("<b>");
    assertThat(mail.headers()).containsEntry("To", "yuki@example.com");
    assertThat(mailbox.messagesTo("maria@example.com")).isEmpty();
  }

  @Test
  void scriptsReadTheNewestMailFirstAndEmptyTheMailbox() throws Exception {
    send("maria@example.com", "first");
    send("maria@example.com", "second");

    HttpResponse<String> messages = get("/messages?to=maria%40example.com");

    assertThat(messages.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
    assertThat(messages.body()).startsWith("[{\"id\":").containsSubsequence("second", "first");

    HttpRequest delete = HttpRequest.newBuilder(uri("/messages")).DELETE().build();
    assertThat(client.send(delete, HttpResponse.BodyHandlers.discarding()).statusCode())
        .isEqualTo(204);
    assertThat(get("/messages").body()).isEqualTo("[]");
  }

  @Test
  void thePageShowsAMailWithoutBelievingIt() throws Exception {
    send("maria@example.com", "<script>alert(1)</script>");

    HttpResponse<String> page = get("/");

    assertThat(page.body())
        .doesNotContain("<script>")
        .contains("<a href=\"" + LINK + "\"")
        .contains("sandbox=");
    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'none'"));
  }

  @Test
  void theHtmlOfAMailIsKeptInASandboxWhereverItIsOpened() throws Exception {
    send("maria@example.com", "first");
    Mail mail = mailbox.awaitMessageTo("maria@example.com");

    HttpResponse<String> html = get("/html?mail=" + mail.id());

    assertThat(html.body()).isEqualTo("<base target=\"_blank\"><b>Here</b>");
    assertThat(html.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(policy ->
            assertThat(policy)
                .startsWith("default-src 'none'")
                .contains("sandbox allow-popups allow-popups-to-escape-sandbox")
                .doesNotContain("allow-scripts", "allow-same-origin"));
    assertThat(get("/html?mail=4711").statusCode()).isEqualTo(404);
  }

  @Test
  void anOlderMailIsReadByChoosingIt() throws Exception {
    send("maria@example.com", "first");
    send("yuki@example.com", "second");
    Mail first = mailbox.awaitMessageTo("maria@example.com");
    mailbox.awaitMessageTo("yuki@example.com");

    assertThat(get("/").body()).contains("<h2>second</h2>", "mail=" + first.id() + "&amp;to=");
    assertThat(get("/?mail=" + first.id()).body()).contains("<h2>first</h2>");
    assertThat(get("/?to=maria@example.com").body()).contains("<h2>first</h2>");
  }

  @Test
  void aMailServerThatWasAwayComesBackOnTheSamePort() throws Exception {
    mailbox.refuseConnections();
    assertThatThrownBy(() -> send("maria@example.com", "lost"))
        .isInstanceOf(MessagingException.class);

    mailbox.acceptConnections();
    send("maria@example.com", "kept");

    assertThat(mailbox.awaitMessageTo("maria@example.com").subject()).isEqualTo("kept");
  }

  @Test
  void aRefusedRecipientDoesNotStopTheOthers() throws Exception {
    mailbox.refuseRecipient("gone@example.com");

    assertThatThrownBy(() -> send("gone@example.com", "lost"))
        .isInstanceOf(SendFailedException.class);
    send("maria@example.com", "kept");

    assertThat(mailbox.messages()).extracting(Mail::subject).containsExactly("kept");
  }

  @Test
  void aStalledServerTakesTheMailWhenItGoesOn() throws Exception {
    mailbox.stall();
    Future<?> sending =
        threads.submit(() -> {
          send("maria@example.com", "late");
          return null;
        });
    assertThatThrownBy(() -> sending.get(200, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);

    mailbox.resume();

    assertThat(mailbox.awaitMessageTo("maria@example.com").subject()).isEqualTo("late");
  }

  private void send(String to, String subject) throws Exception {
    Properties properties = new Properties();
    properties.put("mail.smtp.host", "localhost");
    properties.put("mail.smtp.port", Integer.toString(mailbox.smtpPort()));
    MimeMessage message = new MimeMessage(Session.getInstance(properties));
    message.setFrom(new InternetAddress("shop@example.com", "Demo Störe", "UTF-8"));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
    message.setSubject(subject, "UTF-8");
    MimeBodyPart text = new MimeBodyPart();
    text.setText("Here: " + LINK + "\n", "UTF-8");
    MimeBodyPart html = new MimeBodyPart();
    html.setText("<b>Here</b>", "UTF-8", "html");
    Multipart parts = new MimeMultipart("alternative", text, html);
    message.setContent(parts);
    Transport.send(message);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return window.uri().resolve(path);
  }
}
