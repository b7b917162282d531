package dev.rekey.local.chaos;

import dev.rekey.local.mailbox.Mail;
import dev.rekey.local.mailbox.Mailbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Takes the mails of a long run out of the [Mailbox] and keeps of each no more than whom it went
/// to and the token of its link.
final class MailCollector implements AutoCloseable {
  private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

  private final Mailbox mailbox;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Map<String, List<String>> tokens = new HashMap<>();
  private final Map<String, Integer> notices = new HashMap<>();
  private final Thread reader;

  MailCollector(Mailbox mailbox) {
    this.mailbox = mailbox;
    reader = Thread.ofPlatform().name("letterbox").start(this::read);
  }

  /// The tokens that were mailed to each address, oldest first.
  synchronized Map<String, List<String>> tokens() {
    take();
    Map<String, List<String>> copy = new HashMap<>();
    tokens.forEach((to, all) -> copy.put(to, List.copyOf(all)));
    return copy;
  }

  /// How many mails without a link went to each address.
  synchronized Map<String, Integer> notices() {
    take();
    return Map.copyOf(notices);
  }

  @Override
  public void close() throws InterruptedException {
    over.countDown();
    reader.join();
  }

  private void read() {
    try {
      while (!over.await(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        take();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void take() {
    for (Mail mail : mailbox.takeAll()) {
      if (mail.text().contains("#token=")) {
        tokens.computeIfAbsent(mail.to(), first -> new ArrayList<>()).add(mail.token());
      } else {
        notices.merge(mail.to(), 1, Integer::sum);
      }
    }
  }
}
