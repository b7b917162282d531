package dev.rekey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.rekey.application.port.BackgroundWork;
import dev.rekey.application.port.CompromisedPasswords;
import dev.rekey.application.port.Mail;
import dev.rekey.application.port.PasswordHashing;
import dev.rekey.application.port.SecurityEventPush;
import dev.rekey.application.port.SecurityEventTokens;
import dev.rekey.application.port.SecurityEvents;
import dev.rekey.application.port.Senders;
import dev.rekey.application.port.Sleeper;
import dev.rekey.application.port.TokenSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A port without a contract, and a contract that nobody runs, are found here.
class ContractsTest {
  /// Ports that keep nothing which their own caller could read back.
  private static final Set<String> STATELESS =
      Stream.of(
              BackgroundWork.class,
              CompromisedPasswords.class,
              Mail.class,
              PasswordHashing.class,
              SecurityEventPush.class,
              SecurityEventTokens.class,
              SecurityEvents.class,
              Senders.class,
              Sleeper.class,
              TokenSource.class)
          .map(Class::getName)
          .collect(Collectors.toUnmodifiableSet());

  private final JavaClasses classes =
      new ClassFileImporter()
          .importPackages(
              "dev.rekey.application.port",
              "dev.rekey.contract",
              "dev.rekey.fake",
              "dev.rekey.adapter.out");

  @Test
  void everyStatefulPortHasAContractThatAFakeAndARealAdapterRun() {
    List<JavaClass> ports =
        classes.stream()
            .filter(one -> one.getPackageName().equals("dev.rekey.application.port"))
            .filter(JavaClass::isInterface)
            .filter(JavaClass::isTopLevelClass)
            .filter(one -> !STATELESS.contains(one.getName()))
            .filter(one -> !one.getSimpleName().equals("package-info"))
            .toList();

    assertThat(ports).hasSizeGreaterThanOrEqualTo(18);
    for (JavaClass port : ports) {
      String contract = "dev.rekey.contract." + port.getSimpleName() + "Contract";
      assertThat(classes.contain(contract)).as(contract).isTrue();
      Set<JavaClass> runners = classes.get(contract).getAllSubclasses();
      assertThat(runners)
          .as("who runs " + contract)
          .anyMatch(one -> one.getPackageName().equals("dev.rekey.fake"))
          .anyMatch(one -> one.getPackageName().startsWith("dev.rekey.adapter.out."))
          .noneMatch(one -> one.getModifiers().contains(JavaModifier.ABSTRACT));
    }
  }
}
