package dev.rekey.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/// What runs where: as lines that a shell can source, and as a text for a person.
record Addresses(
    URI service,
    URI management,
    URI mailbox,
    URI issuer,
    URI tokenEndpoint,
    int smtpPort,
    String jdbcUrl) {

  void writeTo(Path file) {
    String lines =
        """
        SERVICE_URL=%s
        MANAGEMENT_URL=%s
        MAILBOX_URL=%s
        ISSUER_URL=%s
        TOKEN_ENDPOINT=%s
        SMTP_PORT=%d
        JDBC_URL='%s'
        """
            .formatted(service, management, mailbox, issuer, tokenEndpoint, smtpPort, jdbcUrl);
    try {
      Files.writeString(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String announcement() {
    return """

    Rekey is running.

      the service      %1$s
      its pages        %1$s/sign-in
                       %1$s/administration
      health, metrics  %6$s/q/metrics
      the mailbox      %2$s
      the database     %3$s  (rekey / rekey)
      the logs         target/local-stack/logs

    Customers of the demo store, all with the password "%4$s":

    %5$s
    An administrator's token for curl:  bin/admin-token [role ...]

    Try it: ask for a reset mail, and read it in the mailbox.

      curl -i %1$s/password-resets -H 'Content-Type: application/json' -d '{"email":"maria@example.com"}'
      curl -s '%2$s/messages?to=maria@example.com'

    Ctrl-C stops everything.
    """
        .formatted(
            service,
            mailbox,
            jdbcUrl,
            DemoData.PASSWORD,
            DemoData.CUSTOMERS.stream().map(Addresses::line).collect(Collectors.joining()),
            management);
  }

  private static String line(DemoData.DemoCustomer customer) {
    int tokens = customer.integrations().size();
    return "  %s  %-19s %-8s %s%n"
        .formatted(
            customer.id(),
            customer.email(),
            customer.language(),
            switch (tokens) {
              case 0 -> "no integration: a standard account";
              case 1 -> "one integration";
              default -> tokens + " integrations";
            });
  }
}
