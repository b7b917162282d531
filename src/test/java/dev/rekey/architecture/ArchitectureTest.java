package dev.rekey.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArchitectureTest {
  static final String SERVICE = "dev.rekey";
  private static final String WRONG = "dev.rekey.architecture.wrong";

  private static final JavaClasses SERVICE_CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(SERVICE);

  private static final JavaClasses TEST_CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.OnlyIncludeTests())
          .importPackages(SERVICE);

  private static final JavaClasses WRONG_CLASSES = new ClassFileImporter().importPackages(WRONG);

  @ParameterizedTest
  @EnumSource
  void theServiceKeepsTheRule(Rule rule) {
    rule.in(SERVICE).check(SERVICE_CLASSES);
  }

  @ParameterizedTest
  @EnumSource
  void theRuleRejectsWhatIsWrong(Rule rule) {
    List<String> violations =
        rule.in(WRONG).evaluate(WRONG_CLASSES).getFailureReport().getDetails();

    assertThat(rule.wrong())
        .allSatisfy(
            wrong -> assertThat(violations).anyMatch(line -> line.contains(WRONG + "." + wrong)));
  }

  /// A list of names is as good as each of its names.
  @Test
  void everyWayToTakeTimeOrChanceIsSeen() {
    List<String> violations =
        Rule.THE_CORE_ASKS_FOR_TIME_AND_CHANCE
            .in(WRONG)
            .evaluate(WRONG_CLASSES)
            .getFailureReport()
            .getDetails();
    List<String> ways =
        WRONG_CLASSES.get(WRONG + ".domain.TakesTimeAndChanceItself").getMethods().stream()
            .map(method -> method.getFullName())
            .toList();

    assertThat(ways)
        .hasSizeGreaterThan(10)
        .allSatisfy(way -> assertThat(violations).anyMatch(line -> line.contains(way)));
  }

  /// A class that no longer uses internals leaves the list.
  @Test
  void everyFencedClassUsesInternals() {
    assertThat(Allowed.INTERNALS.keySet())
        .allSatisfy(name ->
            assertThat(SERVICE_CLASSES.get(SERVICE + "." + name).getDirectDependenciesFromSelf())
                .anyMatch(dependency -> Rule.isInternal(dependency.getTargetClass())));
  }

  @Test
  void testsOfTheCoreNeedNeitherQuarkusNorMocks() {
    plain(SERVICE).allowEmptyShould(true).check(TEST_CLASSES);
  }

  @Test
  void aTestOfTheCoreThatStartsQuarkusIsRejected() {
    assertThat(plain(WRONG).evaluate(WRONG_CLASSES).getFailureReport().getDetails())
        .anyMatch(line -> line.contains("domain.StartsQuarkus"));
  }

  private static ArchRule plain(String base) {
    return ArchRuleDefinition.noClasses()
        .that()
        .resideInAnyPackage(base + ".domain..", base + ".application..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.quarkus..", "org.mockito..");
  }
}
