package dev.rekey.local;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The page on which a person reads the mails: the plain text beside the HTML, since half of the
/// mistakes in mails are differences between the two.
///
/// A mail's HTML is shown in a sandbox: it runs nothing and loads nothing, and its links open in a
/// tab of their own.
final class MailboxPage {

  private static final int SHOWN = 50;
  private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"]+");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  private static final String STYLE =
      """
        :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
        body { max-width: 72rem; margin: 2rem auto; padding: 0 1rem }
        form { display: flex; gap: .5rem; flex-wrap: wrap; align-items: center }
        input, button { font: inherit; padding: .25rem .5rem }
        details { border: 1px solid #8888; border-radius: .5rem; margin: 1rem 0; padding: .75rem }
        summary { cursor: pointer }
        summary, p { overflow-wrap: anywhere }
        .parts { display: flex; flex-wrap: wrap; gap: 1rem }
        .parts > * { flex: 1 1 24rem; min-width: 0 }
        pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit }
        iframe { width: 100%; height: 32rem; border: 1px solid #8888; background: #fff }
      """;

  private MailboxPage() {}

  static String of(List<Mail> newestFirst, String recipient) {
    List<Mail> shown = newestFirst.subList(0, Math.min(SHOWN, newestFirst.size()));
    return """
    <!DOCTYPE html>
    <html lang="en">
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Mailbox of the local stack</title>
    <style>%s</style>
    <h1>Mailbox</h1>
    <form>
      <label for="to">Mail to</label>
      <input id="to" name="to" type="email" value="%s" placeholder="everybody">
      <button>Show</button>
    </form>
    <p>%s</p>
    %s
    </html>
    """
        .formatted(
            STYLE,
            escaped(recipient),
            summary(newestFirst.size(), shown.size()),
            shown.stream()
                .map(mail -> mail(mail, mail.id().equals(shown.getFirst().id())))
                .collect(Collectors.joining()));
  }

  private static String summary(int all, int shown) {
    if (all == 0) {
      return "There is no mail yet. Reload the page to look again.";
    }
    return all == shown
        ? "Newest first: %d.".formatted(all)
        : "Newest first: %d of %d.".formatted(shown, all);
  }

  private static String mail(Mail mail, boolean open) {
    return """
    <details%s>
      <summary><strong>%s</strong> to %s, %s</summary>
      <p>From %s</p>
      <div class="parts">
        <pre>%s</pre>
        <iframe title="The mail as HTML" loading="lazy" referrerpolicy="no-referrer"
          sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="%s"></iframe>
      </div>
    </details>
    """
        .formatted(
            open ? " open" : "",
            escaped(mail.subject()),
            escaped(mail.to()),
            TIME.format(mail.receivedAt()),
            escaped(mail.from()),
            linked(mail.text()),
            escaped("<base target=\"_blank\">" + mail.html()));
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
