package dev.rekey.application.signin;

import dev.rekey.application.port.TokenGenerator;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.application.port.signin.SignInAttempts;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.DeviceToken;
import dev.rekey.domain.customer.IdentityBackend;
import java.util.Optional;

/// Makes the device known on which a customer set the password by a mailed link. So an attacker who
/// locks the email right after a reset does not lock the customer out.
public final class RememberDevice {
  private final SignInAttempts attempts;
  private final TokenGenerator tokenGenerator;
  private final IdentityBackend accounts;
  private final UnitOfWork unitOfWork;

  public RememberDevice(
      SignInAttempts attempts,
      TokenGenerator tokenGenerator,
      IdentityBackend accounts,
      UnitOfWork unitOfWork) {
    this.attempts = attempts;
    this.tokenGenerator = tokenGenerator;
    this.accounts = accounts;
    this.unitOfWork = unitOfWork;
  }

  /// Returns the token of a new device of `customer`, or nothing if the customer signs in
  /// elsewhere.
  public Optional<DeviceToken> remember(CustomerId customer) {
    if (accounts != IdentityBackend.BUILT_IN) {
      return Optional.empty();
    }
    DeviceToken device = new DeviceToken(tokenGenerator.next());
    return unitOfWork.run(() -> {
      attempts.remember(customer, device.digest());
      return Optional.of(device);
    });
  }
}
