package dev.rekey.local.mailbox;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The page on which a person reads the mails: a list, and one of them with its HTML beside its
/// plain text, since half of the mistakes in mails are differences between the two.
///
/// A mail's HTML is shown in a sandbox: it runs nothing and loads nothing, and its links open in a
/// tab of their own.
final class MailboxPage {

  private static final int SHOWN = 50;
  private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"]+");
  private static final Pattern HEAD = Pattern.compile("(?i)<head\\b[^>]*>");
  private static final String LINKS_OPEN_TABS = "<base target=\"_blank\">";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  private static final String STYLE =
      """
        :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
        :root { color: light-dark(#1b1d21, #e8eaed); background: light-dark(#fff, #121417) }
        a { color: light-dark(#1d4fc4, #9dbcff) }
        body { max-width: 90rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere }
        header, form { display: flex; gap: .5rem 1rem; flex-wrap: wrap; align-items: center }
        input, button { font: inherit; padding: .25rem .5rem; min-width: 0; max-width: 100% }
        nav ol { list-style: none; margin: 0; padding: 0; max-height: 15rem; overflow-y: auto }
        nav a { display: block; padding: .5rem; border-bottom: 1px solid #8888 }
        nav a[aria-current] { border-left: .3rem solid; font-weight: bold }
        dl { display: grid; grid-template-columns: auto 1fr; gap: 0 1rem }
        dt { font-weight: bold }
        dd { margin: 0; white-space: pre-line }
        .parts { display: flex; flex-wrap: wrap; gap: 1rem }
        .parts > * { flex: 1 1 17rem; min-width: 0 }
        pre { white-space: pre-wrap; border: 1px solid #8888; padding: 1rem; margin: 0 }
        iframe { box-sizing: border-box; width: 100%; height: 44rem; border: 1px solid #8888 }
        @media (min-width: 60rem) {
          .mailbox { display: grid; grid-template-columns: 20rem 1fr; gap: 2rem }
          nav ol { max-height: 60rem }
        }
      """;

  private MailboxPage() {}

  /// The mails `newestFirst`, those to `recipient` where one is named, and the one that is chosen,
  /// or else the newest.
  static String of(List<Mail> newestFirst, String recipient, Optional<Mail> chosen) {
    List<Mail> listed = newestFirst.subList(0, Math.min(SHOWN, newestFirst.size()));
    Optional<Mail> open = chosen.or(() -> newestFirst.stream().findFirst());
    return """
    <!DOCTYPE html>
    <html lang="en">
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="icon" href="data:,">
    <link rel="expect" href="#end" blocking="render">
    <title>%s</title>
    <style>%s</style>
    <header>
      <h1>Mailbox</h1>
      <form>
        <label for="to">Mail to</label>
        <input id="to" name="to" type="email" value="%s" placeholder="everybody">
        <button>Show</button>
      </form>
    </header>
    <p>%s</p>
    <div class="mailbox">%s%s</div>
    <div id="end" hidden></div>
    </html>
    """
        .formatted(
            open.map(mail -> escaped(mail.subject()) + " – ").orElse("")
                + "Mailbox of the local stack",
            STYLE,
            escaped(recipient),
            summary(newestFirst.size(), listed.size()),
            list(listed, recipient, open),
            open.map(MailboxPage::mail).orElse("<main></main>"));
  }

  /// The HTML of a mail as it came, but for where its links open.
  static String html(Mail mail) {
    return HEAD.matcher(mail.html()).find()
        ? HEAD.matcher(mail.html()).replaceFirst("$0" + LINKS_OPEN_TABS)
        : LINKS_OPEN_TABS + mail.html();
  }

  private static String summary(int all, int shown) {
    if (all == 0) {
      return "There is no mail yet. Reload the page to look again.";
    }
    return all == shown
        ? "Newest first: %d.".formatted(all)
        : "Newest first: %d of %d.".formatted(shown, all);
  }

  private static String list(List<Mail> listed, String recipient, Optional<Mail> open) {
    return listed.stream()
        .map(mail ->
            """
            <li><a href="/?mail=%s&amp;to=%s"%s>%s<br><small>%s, %s</small></a></li>
            """
                .formatted(
                    mail.id(),
                    escaped(URLEncoder.encode(recipient, StandardCharsets.UTF_8)),
                    open.filter(mail::equals).isPresent() ? " aria-current=\"true\"" : "",
                    escaped(mail.subject()),
                    escaped(mail.to()),
                    TIME.format(mail.receivedAt())))
        .collect(Collectors.joining("", "<nav aria-label=\"Mails\"><ol>", "</ol></nav>"));
  }

  private static String mail(Mail mail) {
    return """
    <main>
      <h2>%s</h2>
      <dl><dt>From</dt><dd>%s</dd><dt>To</dt><dd>%s</dd><dt>Received</dt><dd>%s</dd></dl>
      <details><summary>All headers</summary><dl>%s</dl></details>
      <div class="parts">
        <section aria-labelledby="html">
          <h3 id="html">As HTML</h3>
          <iframe title="The mail as HTML" src="/html?mail=%s" referrerpolicy="no-referrer"
            sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>
        </section>
        <section aria-labelledby="text">
          <h3 id="text">As text</h3>
          <pre>%s</pre>
        </section>
      </div>
    </main>
    """
        .formatted(
            escaped(mail.subject()),
            escaped(mail.from()),
            escaped(mail.to()),
            TIME.format(mail.receivedAt()),
            headers(mail),
            mail.id(),
            linked(mail.text()));
  }

  private static String headers(Mail mail) {
    return mail.headers().entrySet().stream()
        .map(header ->
            "<dt>%s</dt><dd>%s</dd>"
                .formatted(escaped(header.getKey()), escaped(header.getValue())))
        .collect(Collectors.joining());
  }

  private static String linked(String text) {
    return LINK.matcher(escaped(text))
        .replaceAll("<a href=\"$0\" target=\"_blank\" rel=\"noopener noreferrer\">$0</a>");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
