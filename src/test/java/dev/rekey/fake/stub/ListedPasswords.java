package dev.rekey.fake.stub;

import dev.rekey.application.port.password.CompromisedPasswords;
import dev.rekey.domain.password.Password;
import java.util.Set;

/// Leaked passwords, as a test lists them.
public final class ListedPasswords implements CompromisedPasswords {
  private final Set<Password> leaked;

  public ListedPasswords(Set<Password> leaked) {
    this.leaked = leaked;
  }

  @Override
  public boolean contains(Password password) {
    return leaked.contains(password);
  }
}
