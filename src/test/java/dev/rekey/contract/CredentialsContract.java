package dev.rekey.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekey.application.port.signin.Credentials;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.password.Password;
import org.junit.jupiter.api.Test;

/// What [Credentials] promises, whoever keeps the passwords. What is promised of sign-ins at
/// accounts that are kept here is in [SignInAttemptsContract].
public abstract class CredentialsContract extends Contract {
  private static final Password FIRST = Password.of("nine-lighthouses-sing");
  private static final Password SECOND = Password.of("ten Léuchttürme 你好");

  @Test
  void aNewPasswordIsTheOneThatSignsInAndMovesTheLinkVersion() {
    Customer before = maria();

    replace(FIRST);
    assertThat(ports().signsIn(MARIA, FIRST)).isTrue();
    assertThat(find(MARIA).linkVersion()).isEqualTo(before.linkVersion() + 1);
    assertThat(find(MARIA).hasPassword()).isTrue();

    replace(SECOND);
    assertThat(ports().signsIn(MARIA, SECOND)).isTrue();
    assertThat(ports().signsIn(MARIA, FIRST)).isFalse();
    assertThat(find(MARIA).linkVersion()).isEqualTo(before.linkVersion() + 2);
  }

  @Test
  void whatIsReadyIsNotSetYet() {
    maria();
    replace(FIRST);
    Customer before = find(MARIA);

    Credentials.PreparedPassword _ = ports().credentials().prepare(MARIA, SECOND);

    assertThat(ports().signsIn(MARIA, FIRST)).isTrue();
    assertThat(find(MARIA).linkVersion()).isEqualTo(before.linkVersion());
  }

  @Test
  void aPasswordThatWasTakenAwaySignsNobodyInAndMovesTheLinkVersion() {
    maria();
    replace(FIRST);
    long before = find(MARIA).linkVersion();

    inUnit(() -> {
      ports().customers().lock(MARIA);
      ports().credentials().remove(MARIA);
    });

    assertThat(find(MARIA).linkVersion()).isEqualTo(before + 1);
    assertThat(ports().signsIn(MARIA, FIRST)).isFalse();
    replace(SECOND);
    assertThat(ports().signsIn(MARIA, SECOND)).isTrue();
  }

  @Test
  void nobodyCannotBeGivenAPassword() {
    assertThatThrownBy(() ->
            inUnit(() ->
                ports().credentials().replace(SVEN, ports().credentials().prepare(SVEN, FIRST))))
        .isInstanceOf(IllegalStateException.class);
  }

  private void replace(Password password) {
    Credentials.PreparedPassword preparedPassword = ports().credentials().prepare(MARIA, password);
    inUnit(() -> {
      ports().customers().lock(MARIA);
      ports().credentials().replace(MARIA, preparedPassword);
    });
  }
}
