package dev.rekey.fake;

import dev.rekey.contract.AuditTrailContract;
import dev.rekey.contract.ConsumedTokenIdsContract;
import dev.rekey.contract.CredentialsContract;
import dev.rekey.contract.CustomerRegistryContract;
import dev.rekey.contract.CustomersContract;
import dev.rekey.contract.ExpiredDataContract;
import dev.rekey.contract.ForceSignInJobsContract;
import dev.rekey.contract.OAuthTokensContract;
import dev.rekey.contract.PasswordDisputesContract;
import dev.rekey.contract.Ports;
import dev.rekey.contract.RateLimiterContract;
import dev.rekey.contract.RemoteRevocationsContract;
import dev.rekey.contract.ResetIntakeContract;
import dev.rekey.contract.ResetOutboxContract;
import dev.rekey.contract.ResetTokensContract;
import dev.rekey.contract.SecurityEventDeliveriesContract;
import dev.rekey.contract.SecurityEventStreamsContract;
import dev.rekey.contract.SettingsStoreContract;
import dev.rekey.contract.SignInAttemptsContract;
import dev.rekey.contract.TokenUsageContract;
import dev.rekey.contract.UnitOfWorkContract;
import org.junit.jupiter.api.Nested;

/// Runs the contracts on the in-memory fakes.
class InMemoryContractsTest {
  private final InMemoryPorts ports = new InMemoryPorts();

  @Nested
  class AuditTrail extends AuditTrailContract {
    @Override
    protected Ports ports() {
      return ports;
    }
  }

  @Nested
  class Credentials extends CredentialsContract {
    @Override
    protected Ports ports() {
      return ports;
    }
  }

  @Nested
  class Customers extends CustomersContract {
    @Override
    protected Ports ports() {
      return ports;
    }
  }

  @Nested
  class ForceSignInJobs extends ForceSignInJobsContract {
    @Override
    protected Ports ports() {
      return ports;
    }
  }

  @Nested
  class ExpiredData extends ExpiredDataContract {
    @Override
    protected Ports ports() {
      return ports;
    }
  }

  @Nested
  class OAuthTokens extends OAuthTokensContract {
    @Override
    protected Ports ports() {
      return ports;
    }
  }

  @Nested
  class PasswordDisputes extends PasswordDisputesContract {
    @Override
    protected Ports ports() {
      return ports;
    }
  }

  @Nested
  class CustomerRegistry extends CustomerRegistryContract {
    @Override
    protected Ports ports() {
      return ports;
    }
  }

  @Nested
  class RemoteRevocations extends RemoteRevocationsContract {
    @Override
    protected Ports ports() {
      return ports;
    }
  }

  @Nested
  class ResetIntake extends ResetIntakeContract {
    @Override
    protected Ports ports() {
      return ports;
    }
  }

  @Nested
  class ResetOutbox extends ResetOutboxContract {
    @Override
    protected Ports ports() {
      return ports;
    }
  }

  @Nested
  class ResetTokens extends ResetTokensContract {
    @Override
    protected Ports ports() {
      return ports;
    }
  }

  @Nested
  class SecurityEventDeliveries extends SecurityEventDeliveriesContract {
    @Override
    protected Ports ports() {
      return ports;
    }
  }

  @Nested
  class SecurityEventStreams extends SecurityEventStreamsContract {
    @Override
    protected Ports ports() {
      return ports;
    }
  }

  @Nested
  class SettingsStore extends SettingsStoreContract {
    @Override
    protected Ports ports() {
      return ports;
    }
  }

  @Nested
  class SignInAttempts extends SignInAttemptsContract {
    @Override
    protected Ports ports() {
      return ports;
    }
  }

  @Nested
  class RateLimiter extends RateLimiterContract {
    @Override
    protected Ports ports() {
      return ports;
    }
  }

  @Nested
  class ConsumedTokenIds extends ConsumedTokenIdsContract {
    @Override
    protected Ports ports() {
      return ports;
    }
  }

  @Nested
  class TokenUsage extends TokenUsageContract {
    @Override
    protected Ports ports() {
      return ports;
    }
  }

  @Nested
  class UnitOfWork extends UnitOfWorkContract {
    @Override
    protected Ports ports() {
      return ports;
    }
  }
}
