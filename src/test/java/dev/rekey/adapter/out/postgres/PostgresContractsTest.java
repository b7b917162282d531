package dev.rekey.adapter.out.postgres;

import dev.rekey.contract.AuditTrailContract;
import dev.rekey.contract.ConsumedTokenIdsContract;
import dev.rekey.contract.CredentialsContract;
import dev.rekey.contract.CustomerRegistryContract;
import dev.rekey.contract.CustomersContract;
import dev.rekey.contract.ForceSignInJobsContract;
import dev.rekey.contract.OAuthTokensContract;
import dev.rekey.contract.PasswordDisputesContract;
import dev.rekey.contract.Ports;
import dev.rekey.contract.RateLimiterContract;
import dev.rekey.contract.RemoteRevocationsContract;
import dev.rekey.contract.ResetOutboxContract;
import dev.rekey.contract.ResetTokensContract;
import dev.rekey.contract.SecurityEventDeliveriesContract;
import dev.rekey.contract.SecurityEventStreamsContract;
import dev.rekey.contract.SettingsStoreContract;
import dev.rekey.contract.SignInAttemptsContract;
import dev.rekey.contract.TokenUsageContract;
import dev.rekey.contract.UnitOfWorkContract;
import dev.rekey.local.stack.LocalStackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Nested;

/// Runs the contracts on the PostgreSQL adapters. Each inner class repeats the profile: a run that
/// selects tests by a path pattern loads the inner classes first, and Quarkus then looks for the
/// profile on them only.
@QuarkusTest
@TestProfile(WithoutWorkers.class)
@WithTestResource(LocalStackResource.class)
class PostgresContractsTest {
  @Inject PostgresPorts ports;

  @Nested
  @TestProfile(WithoutWorkers.class)
  class AuditTrail extends AuditTrailContract {
    @Override
    protected Ports ports() {
      return ports;
    }
  }

  @Nested
  @TestProfile(WithoutWorkers.class)
  class Credentials extends CredentialsContract {
    @Override
    protected Ports ports() {
      return ports;
    }
  }

  @Nested
  @TestProfile(WithoutWorkers.class)
  class Customers extends CustomersContract {
    @Override
    protected Ports ports() {
      return ports;
    }
  }

  @Nested
  @TestProfile(WithoutWorkers.class)
  class ForceSignInJobs extends ForceSignInJobsContract {
    @Override
    protected Ports ports() {
      return ports;
    }
  }

  @Nested
  @TestProfile(WithoutWorkers.class)
  class OAuthTokens extends OAuthTokensContract {
    @Override
    protected Ports ports() {
      return ports;
    }
  }

  @Nested
  @TestProfile(WithoutWorkers.class)
  class PasswordDisputes extends PasswordDisputesContract {
    @Override
    protected Ports ports() {
      return ports;
    }
  }

  @Nested
  @TestProfile(WithoutWorkers.class)
  class CustomerRegistry extends CustomerRegistryContract {
    @Override
    protected Ports ports() {
      return ports;
    }
  }

  @Nested
  @TestProfile(WithoutWorkers.class)
  class RemoteRevocations extends RemoteRevocationsContract {
    @Override
    protected Ports ports() {
      return ports;
    }
  }

  @Nested
  @TestProfile(WithoutWorkers.class)
  class ResetOutbox extends ResetOutboxContract {
    @Override
    protected Ports ports() {
      return ports;
    }
  }

  @Nested
  @TestProfile(WithoutWorkers.class)
  class ResetTokens extends ResetTokensContract {
    @Override
    protected Ports ports() {
      return ports;
    }
  }

  @Nested
  @TestProfile(WithoutWorkers.class)
  class SecurityEventDeliveries extends SecurityEventDeliveriesContract {
    @Override
    protected Ports ports() {
      return ports;
    }
  }

  @Nested
  @TestProfile(WithoutWorkers.class)
  class SecurityEventStreams extends SecurityEventStreamsContract {
    @Override
    protected Ports ports() {
      return ports;
    }
  }

  @Nested
  @TestProfile(WithoutWorkers.class)
  class SettingsStore extends SettingsStoreContract {
    @Override
    protected Ports ports() {
      return ports;
    }
  }

  @Nested
  @TestProfile(WithoutWorkers.class)
  class SignInAttempts extends SignInAttemptsContract {
    @Override
    protected Ports ports() {
      return ports;
    }
  }

  @Nested
  @TestProfile(WithoutWorkers.class)
  class RateLimiter extends RateLimiterContract {
    @Override
    protected Ports ports() {
      return ports;
    }
  }

  @Nested
  @TestProfile(WithoutWorkers.class)
  class ConsumedTokenIds extends ConsumedTokenIdsContract {
    @Override
    protected Ports ports() {
      return ports;
    }
  }

  @Nested
  @TestProfile(WithoutWorkers.class)
  class TokenUsage extends TokenUsageContract {
    @Override
    protected Ports ports() {
      return ports;
    }
  }

  @Nested
  @TestProfile(WithoutWorkers.class)
  class UnitOfWork extends UnitOfWorkContract {
    @Override
    protected Ports ports() {
      return ports;
    }
  }
}
