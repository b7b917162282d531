package dev.rekey.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.domain.customer.EmailAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class SampleDataTest {

  @Test
  void sampleCustomersAreFoundByTheDigestThatTheServiceLooksFor() throws SQLException {
    try (Database database = SharedServer.createDatabase()) {
      try (Connection connection = database.connect()) {
        SampleData.insert(connection, 300, 1000);

        byte[] digest = EmailAddress.parse(SampleData.email(300)).orElseThrow().digest().octets();
        assertThat(
                count(connection, "SELECT count(*) FROM customers WHERE email_digest = ?", digest))
            .isOne();
        assertThat(
                count(
                    connection,
                    "SELECT count(*) FROM reset_requests JOIN customers USING (email_digest, store)"
                        + " WHERE outcome = 'mailed' AND requested_at < now() AND ? IS NOT NULL",
                    digest))
            .isEqualTo(800);
      }
    }
  }

  private static long count(Connection connection, String query, byte[] digest)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setBytes(1, digest);
      try (ResultSet result = statement.executeQuery()) {
        assertThat(result.next()).isTrue();
        return result.getLong(1);
      }
    }
  }
}
