package dev.rekey.local.mailbox;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.smtp.SmtpManager;
import com.icegreen.greenmail.smtp.SmtpServer;
import com.icegreen.greenmail.smtp.SmtpState;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A real SMTP server, and the mailboxes of everybody that it got mail for.
///
/// A mail is here before the SMTP client is told that it was accepted. The switches let a test have
/// the mail server fail in the ways that mail servers fail.
public final class Mailbox implements AutoCloseable {

  /// Enough for every test, and little enough to be left running for weeks.
  private static final int CAPACITY = 20_000;

  /// Of so many of the newest mails the source is kept too.
  private static final int SOURCES = 200;

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrival = lock.newCondition();
  private final Condition resumption = lock.newCondition();
  private boolean stalled;
  private Hang hang = Hang.NONE;
  private volatile boolean deferring;
  private final AtomicLong deferred = new AtomicLong();
  private final Deque<Mail> newestFirst = new ArrayDeque<>();
  private final LinkedHashMap<String, String> sources = new LinkedHashMap<>();
  private final Set<String> refusedRecipients = ConcurrentHashMap.newKeySet();
  private final AtomicLong received = new AtomicLong();

  private final int port;
  private SmtpServer server;

  /// Where the server stops to answer once it has a whole mail.
  private enum Hang {
    NONE,
    BEFORE_KEEPING,
    AFTER_KEEPING
  }

  private Mailbox() {
    server = listening(0);
    port = server.getPort();
  }

  public static Mailbox start() {
    return new Mailbox();
  }

  public int smtpPort() {
    return port;
  }

  /// What lies in the mailbox of `address`, newest first.
  public List<Mail> messagesTo(String address) {
    String wanted = normalized(address);
    return messages().stream().filter(mail -> normalized(mail.to()).equals(wanted)).toList();
  }

  /// Everybody's mail, newest first.
  public List<Mail> messages() {
    lock.lock();
    try {
      return List.copyOf(newestFirst);
    } finally {
      lock.unlock();
    }
  }

  /// The newest mails byte by byte as they came, headers first; nothing for older ones.
  public Optional<String> source(Mail mail) {
    lock.lock();
    try {
      return Optional.ofNullable(sources.get(mail.id()));
    } finally {
      lock.unlock();
    }
  }

  /// How many mails have come since the start, also those that were deleted since.
  public long received() {
    return received.get();
  }

  /// The first mail to `address`, as soon as it is there.
  public Mail awaitMessageTo(String address) {
    return awaitMessageTo(address, 1);
  }

  /// The `n`-th mail to `address`, counted from 1 since the last [#clear], as soon as it is there.
  public Mail awaitMessageTo(String address, int n) {
    lock.lock();
    try {
      long nanos = TIMEOUT.toNanos();
      List<Mail> mails = messagesTo(address);
      while (mails.size() < n) {
        if (nanos <= 0) {
          throw new AssertionError(
              "Waited %d s for mail %d to %s; there are %d to this address and %d in all"
                  .formatted(TIMEOUT.toSeconds(), n, address, mails.size(), newestFirst.size()));
        }
        nanos = arrival.awaitNanos(nanos);
        mails = messagesTo(address);
      }
      return mails.get(mails.size() - n);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for a mail", e);
    } finally {
      lock.unlock();
    }
  }

  /// Empties all mailboxes.
  public void clear() {
    lock.lock();
    try {
      newestFirst.clear();
    } finally {
      lock.unlock();
    }
  }

  /// Empties all mailboxes and answers what lay in them, oldest first: for whoever reads more mails
  /// than are kept.
  public List<Mail> takeAll() {
    lock.lock();
    try {
      List<Mail> all = List.copyOf(newestFirst).reversed();
      newestFirst.clear();
      return all;
    } finally {
      lock.unlock();
    }
  }

  /// From now on nobody listens on the port, and open connections are cut.
  public void refuseConnections() {
    server.stopService();
  }

  /// Ends [#refuseConnections]; the port is the same.
  public void acceptConnections() {
    if (!server.isRunning()) {
      server = listening(port);
    }
  }

  /// From now on clients may connect and get no answer to their first mail, as from a server that
  /// is overloaded: whoever sends, hangs.
  public void stall() {
    lock.lock();
    try {
      stalled = true;
    } finally {
      lock.unlock();
    }
  }

  /// From now on a client that has sent its whole mail gets no answer. `kept` says whether the mail
  /// is in the mailbox meanwhile; one that is not is refused for now at the end.
  public void hangAfterData(boolean kept) {
    lock.lock();
    try {
      hang = kept ? Hang.AFTER_KEEPING : Hang.BEFORE_KEEPING;
    } finally {
      lock.unlock();
    }
  }

  /// Ends [#hangAfterData] for those who come from now on; whoever hangs, hangs until [#resume].
  public void abandonWhoHangs() {
    lock.lock();
    try {
      hang = Hang.NONE;
    } finally {
      lock.unlock();
    }
  }

  /// From now on every mail is put off (a reply of 4xx), half of them after their data.
  public void deferMails() {
    deferring = true;
  }

  /// Ends [#deferMails].
  public void acceptMails() {
    deferring = false;
  }

  /// Ends [#stall] and [#hangAfterData]; whoever hangs is answered.
  public void resume() {
    lock.lock();
    try {
      stalled = false;
      hang = Hang.NONE;
      resumption.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// From now on mail to `address` is refused for good.
  public void refuseRecipient(String address) {
    refusedRecipients.add(normalized(address));
  }

  /// Ends every [#refuseRecipient].
  public void acceptRecipients() {
    refusedRecipients.clear();
  }

  @Override
  public void close() {
    resume();
    server.stopService();
  }

  private SmtpServer listening(int port) {
    SmtpManager delivery = new Delivery(new Managers());
    Managers managers =
        new Managers() {
          @Override
          public SmtpManager getSmtpManager() {
            return delivery;
          }
        };
    SmtpServer smtp =
        new SmtpServer(new ServerSetup(port, "localhost", ServerSetup.PROTOCOL_SMTP), managers) {
          @Override
          protected void handleClientSocket(Socket client) throws SocketException {
            // GreenMail sends a line in two pieces; the second would wait for 40 ms.
            client.setTcpNoDelay(true);
            super.handleClientSocket(client);
          }
        };
    // The service keeps its connections; being cut off while idle is not what is tested here.
    smtp.setClientSocketTimeout((int) TimeUnit.HOURS.toMillis(1));
    smtp.startService();
    try {
      if (!smtp.waitTillRunning(TIMEOUT.toMillis())) {
        throw new IllegalStateException("The SMTP server does not start on port " + port);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the SMTP server started", e);
    }
    return smtp;
  }

  private void keep(MovingMessage message) {
    Instant now = Instant.now();
    List<Mail> mails =
        message.getToAddresses().stream()
            .map(to -> Mail.of(nextId(), to.getEmail(), message.getMessage(), now))
            .toList();
    String source = source(message.getMessage());
    lock.lock();
    try {
      mails.forEach(newestFirst::addFirst);
      mails.forEach(mail -> sources.put(mail.id(), source));
      while (sources.size() > SOURCES) {
        sources.pollFirstEntry();
      }
      while (newestFirst.size() > CAPACITY) {
        newestFirst.removeLast();
      }
      arrival.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static String source(MimeMessage message) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      message.writeTo(bytes);
      return bytes.toString(StandardCharsets.ISO_8859_1);
    } catch (IOException | MessagingException e) {
      throw new IllegalArgumentException("A mail that cannot be read", e);
    }
  }

  private String nextId() {
    return Long.toString(received.incrementAndGet());
  }

  private static String normalized(String address) {
    return address.toLowerCase(Locale.ROOT);
  }

  /// Takes the place of GreenMail's own delivery, which keeps every mail for ever.
  private final class Delivery extends SmtpManager {

    Delivery(Managers managers) {
      super(managers.getImapHostManager(), managers.getUserManager());
    }

    @Override
    public String checkSender(SmtpState state, MailAddress sender) {
      lock.lock();
      try {
        while (stalled) {
          resumption.awaitUninterruptibly();
        }
      } finally {
        lock.unlock();
      }
      return super.checkSender(state, sender);
    }

    // GreenMail takes null for "accepted".
    @SuppressWarnings("NullAway")
    @Override
    public String checkRecipient(SmtpState state, MailAddress recipient) {
      if (refusedRecipients.contains(normalized(recipient.getEmail()))) {
        return "550 5.1.1 No such mailbox";
      }
      return deferring && deferred.getAndIncrement() % 2 == 0 ? "450 4.2.0 Try again later" : null;
    }

    @SuppressWarnings("NullAway")
    @Override
    public String checkData(SmtpState state) {
      return deferring ? "451 4.3.0 Try again later" : super.checkData(state);
    }

    // Not synchronized as what it overrides: one mail that hangs is not to hold up the others.
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    @Override
    public void send(SmtpState state) {
      lock.lock();
      try {
        if (hang == Hang.BEFORE_KEEPING) {
          awaitResumption();
          // GreenMail answers 451
          throw new IllegalStateException("Not kept");
        }
        keep(state.getMessage());
        if (hang == Hang.AFTER_KEEPING) {
          awaitResumption();
        }
      } finally {
        lock.unlock();
      }
    }

    private void awaitResumption() {
      while (hang != Hang.NONE) {
        resumption.awaitUninterruptibly();
      }
    }
  }
}
