package dev.rekey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.rekey.application.port.BackgroundWork;
import dev.rekey.application.port.Mailer;
import dev.rekey.application.port.Sleeper;
import dev.rekey.application.port.TokenGenerator;
import dev.rekey.application.port.password.CompromisedPasswords;
import dev.rekey.application.port.password.PasswordHashing;
import dev.rekey.application.port.revocation.SignedRequestVerifier;
import dev.rekey.application.port.securityevent.SecurityEventPush;
import dev.rekey.application.port.securityevent.SecurityEventTokens;
import dev.rekey.application.port.securityevent.SecurityEvents;
import dev.rekey.application.port.signin.AdministratorSessionStore;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Finds a stateful port without a contract, and an adapter that does not run its contract.
class ContractsTest {
  /// Ports that keep nothing which their own caller could read back, or whose caller is no use
  /// case: there is no fake of the sessions of administrators.
  private static final Set<String> STATELESS =
      Stream.of(
              AdministratorSessionStore.class,
              BackgroundWork.class,
              CompromisedPasswords.class,
              Mailer.class,
              PasswordHashing.class,
              SecurityEventPush.class,
              SecurityEventTokens.class,
              SecurityEvents.class,
              SignedRequestVerifier.class,
              Sleeper.class,
              TokenGenerator.class)
          .map(Class::getName)
          .collect(Collectors.toUnmodifiableSet());

  private static final JavaClasses CLASSES =
      ArchConfiguration.withThreadLocalScope(configuration -> {
        // classes of other packages are needed by name only; reading them takes seconds
        configuration.setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter()
            .importPackages(
                "dev.rekey.application.port",
                "dev.rekey.contract",
                "dev.rekey.fake",
                "dev.rekey.adapter.out");
      });

  @Test
  void everyStatefulPortHasAContract() {
    List<JavaClass> ports = statefulPorts();

    assertThat(ports).hasSizeGreaterThanOrEqualTo(18);
    assertThat(ports).allMatch(port -> CLASSES.contain(contractOf(port)));
  }

  @Test
  void aFakeAndARealAdapterRunEveryContract() {
    List<JavaClass> contracts =
        CLASSES.stream()
            .filter(one -> one.getPackageName().equals("dev.rekey.contract"))
            .filter(one -> one.getSimpleName().endsWith("Contract"))
            .filter(one -> !one.isEquivalentTo(Contract.class))
            .toList();

    assertThat(contracts).hasSizeGreaterThanOrEqualTo(20);
    for (JavaClass contract : contracts) {
      assertThat(packagesThatRun(contract))
          .as("packages that run %s", contract.getSimpleName())
          .contains("dev.rekey.fake")
          .anyMatch(one -> one.startsWith("dev.rekey.adapter.out."));
    }
  }

  /// A port may have several real adapters: each of them runs the contract.
  @Test
  void everyImplementationOfAStatefulPortRunsItsContract() {
    for (JavaClass port : statefulPorts()) {
      List<String> implementations =
          port.getAllSubclasses().stream().map(ContractsTest::adapterOf).distinct().toList();

      assertThat(packagesThatRun(CLASSES.get(contractOf(port))))
          .as("packages that run the contract of %s", port.getSimpleName())
          .containsAll(implementations);
    }
  }

  private static List<JavaClass> statefulPorts() {
    return CLASSES.stream()
        .filter(one -> one.getPackageName().startsWith("dev.rekey.application.port"))
        .filter(JavaClass::isInterface)
        .filter(JavaClass::isTopLevelClass)
        .filter(one -> !STATELESS.contains(one.getName()))
        .filter(one -> !one.getSimpleName().equals("package-info"))
        .toList();
  }

  private static String contractOf(JavaClass port) {
    return "dev.rekey.contract." + port.getSimpleName() + "Contract";
  }

  private static Set<String> packagesThatRun(JavaClass contract) {
    return contract.getAllSubclasses().stream()
        .filter(ContractsTest::isRun)
        .map(ContractsTest::adapterOf)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// The package of the adapter or of the fakes that a class belongs to, without its wing.
  private static String adapterOf(JavaClass implementation) {
    return implementation
        .getPackageName()
        .replaceFirst("^(dev\\.rekey\\.(fake|adapter\\.out\\.\\w+))(\\..*)?$", "$1");
  }

  /// Surefire finds a test by the end of its name, JUnit an inner class by its annotation.
  private static boolean isRun(JavaClass test) {
    return !test.getModifiers().contains(JavaModifier.ABSTRACT)
        && test.getEnclosingClass()
            .map(outer -> test.isAnnotatedWith(Nested.class) && isRun(outer))
            .orElseGet(() -> test.getSimpleName().endsWith("Test"));
  }
}
