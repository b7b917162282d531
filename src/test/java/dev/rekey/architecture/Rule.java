package dev.rekey.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import dev.rekey.application.port.TemporarilyUnavailable;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/// The rules. Each is given the base package that it is for, so that it can be tried on the wrong
/// classes below `dev.rekey.architecture.wrong` too; those that it must reject stand beside it.
@SuppressWarnings("ImmutableEnumChecker")
enum Rule {
  DOMAIN_KNOWS_ITSELF_ONLY(
      List.of("domain.ReadsADatabase", "domain.KnowsAUseCase", "domain.OpensASocket"),
      base ->
          classes()
              .that()
              .resideInAPackage(base + ".domain..")
              .should()
              .onlyDependOnClassesThat(core(Allowed.domain(base)))),

  APPLICATION_KNOWS_ITSELF_AND_THE_DOMAIN(
      List.of("application.KnowsAnAdapter", "application.KnowsAFramework"),
      base ->
          classes()
              .that()
              .resideInAPackage(base + ".application..")
              .should()
              .onlyDependOnClassesThat(core(Allowed.application(base)))),

  NO_ADAPTER_KNOWS_ANOTHER(
      List.of(
          "adapter.in.rest.KnowsADrivenAdapter",
          "adapter.in.rest.KnowsItsSibling",
          "adapter.out.mail.KnowsAUseCase",
          "adapter.out.mail.KnowsItsSibling",
          "adapter.out.mail.KnowsASettingOfTheService",
          "adapter.out.unlisted.HasNoListYet"),
      base -> {
        CompositeArchRule all = CompositeArchRule.of(everyAdapterHasAList(base));
        for (String adapter : Allowed.frameworks().keySet()) {
          all = all.and(adapter(base, adapter));
        }
        return all;
      }),

  PACKAGES_KEEP_TO_THE_DRAWN_EDGES(
      List.of(
          "domain.store.KnowsAWingAboveIt",
          "application.port.KnowsAUseCase",
          "application.reset.KnowsAnotherWing",
          "config.KnowsAnAdapter",
          "adapter.in.http.KnowsAResource",
          "adapter.in.rest.customer.KnowsAnotherWing",
          "adapter.in.web.administration.KnowsAnotherWing",
          "adapter.in.web.page.KnowsThePagesOnIt",
          "adapter.out.mail.KnowsItsSibling",
          "adapter.out.unlisted.HasNoListYet"),
      base ->
          classes().that().resideInAPackage(base + "..").should(Edges.keepToTheDrawnEdges(base))),

  PACKAGES_ARE_SMALL(
      List.of("Fourth", "domain.crowd.Crowd25"),
      base -> classes().should(Conditions.beInASmallPackage(base))),

  FRAMEWORK_INTERNALS_ARE_FENCED(
      List.of("adapter.in.rest.UsesFrameworkInternals"),
      base ->
          noClasses()
              .that()
              .resideInAPackage(base + "..")
              .and(describe("are not fenced", type -> !isFenced(base, type)))
              .should()
              .dependOnClassesThat(describe("are internals of a framework", Rule::isInternal))),

  MESSAGES_KNOW_THE_DOMAIN_AT_MOST(
      List.of("message.KnowsAnAdapter"),
      base ->
          classes()
              .that()
              .resideInAPackage(base + ".message..")
              .should()
              .onlyDependOnClassesThat(resideInAnyPackage(Allowed.message(base)))),

  NET_KNOWS_NO_ADAPTER(
      List.of("net.KnowsAnAdapter"),
      base ->
          classes()
              .that()
              .resideInAPackage(base + ".net..")
              .should()
              .onlyDependOnClassesThat(resideInAnyPackage(Allowed.net(base)).or(arrays()))),

  THE_CORE_ASKS_FOR_TIME_AND_CHANCE(
      List.of("domain.TakesTimeAndChanceItself"),
      base ->
          noClasses()
              .that()
              .resideInAnyPackage(base + ".domain..", base + ".application..")
              .should()
              .accessTargetWhere(Ambient.TIME_OR_CHANCE)),

  PORTS_ARE_INTERFACES(
      List.of("application.port.IsAClass"),
      base ->
          classes()
              .that()
              .resideInAPackage(base + ".application.port..")
              .and()
              .areTopLevelClasses()
              .and()
              .doNotBelongToAnyOf(TemporarilyUnavailable.class)
              .should()
              .beInterfaces()),

  WIRING_ALONE_MAKES_USE_CASES(
      List.of("adapter.in.rest.MakesAUseCase"),
      base ->
          constructors()
              .that()
              .areDeclaredInClassesThat()
              .resideInAPackage(base + ".application..")
              .and()
              .areDeclaredInClassesThat()
              .resideOutsideOfPackage(base + ".application.port..")
              .and()
              .areDeclaredInClassesThat()
              .areTopLevelClasses()
              .should()
              .onlyBeCalled()
              .byClassesThat(
                  resideInAPackage(base + ".wiring").and(simpleNameEndingWith("Beans")))),

  POSTGRES_ALONE_RESTORES(
      List.of("adapter.in.rest.RestoresAValue"),
      base ->
          methods()
              .that()
              .haveName("restore")
              .and()
              .areDeclaredInClassesThat()
              .resideInAPackage(base + ".domain..")
              .should()
              .onlyBeCalled()
              .byClassesThat(
                  resideInAnyPackage(base + ".adapter.out.postgres..", base + ".domain.."))),

  ROWS_STAY_IN_THEIR_PACKAGE(
      List.of("adapter.out.postgres.PublicRow", "adapter.out.postgres.PublicRows"),
      base ->
          classes()
              .that()
              .haveNameMatching(".*Rows?")
              .should()
              .bePackagePrivate()
              .andShould()
              .resideInAPackage(base + ".adapter.out.postgres..")),

  NAMES_SAY_WHAT_A_THING_IS(
      List.of("domain.PriceHelper", "domain.util.Prices"),
      base ->
          CompositeArchRule.of(
                  noClasses()
                      .that()
                      .resideInAPackage(base + "..")
                      .should()
                      .haveNameMatching(".*(Impl|Dto|DTO|Utils?|Helper|Manager)"))
              .and(
                  noClasses()
                      .that()
                      .resideInAPackage(base + "..")
                      .should()
                      .resideInAnyPackage(
                          "..util..", "..common..", "..impl..", "..dto..", "..mapper.."))),

  EVERY_ROUTE_SAYS_WHO_MAY(
      List.of("adapter.in.rest.OpenToWhom"),
      base ->
          methods()
              .that()
              .areMetaAnnotatedWith("jakarta.ws.rs.HttpMethod")
              .and()
              .areDeclaredInClassesThat()
              .resideInAPackage(base + "..")
              .should(Conditions.SAY_WHO_MAY_CALL_THEM)),

  THE_LOCAL_STACK_IS_FOR_TESTS(
      List.of("local.Mailbox"),
      base ->
          classes()
              .that()
              .resideInAPackage(base + "..")
              .should()
              .resideOutsideOfPackage(base + ".local.."));

  private static final Pattern INTERNAL =
      Pattern.compile(
          "(io[.]quarkus|io[.]vertx|org[.]jboss[.]resteasy)[.](.*[.])?(impl|runtime)[.].*");
  private static final Pattern DOCUMENTED =
      Pattern.compile("^io[.]quarkus[.](runtime|vertx[.]http[.]runtime[.](filters|security))[.]");

  private final List<String> wrong;
  private final Function<String, ArchRule> rule;

  Rule(List<String> wrong, Function<String, ArchRule> rule) {
    this.wrong = wrong;
    this.rule = rule;
  }

  /// The classes that it must reject, by their names below the base package.
  List<String> wrong() {
    return wrong;
  }

  /// The rule for the classes below `base`.
  ArchRule in(String base) {
    return rule.apply(base);
  }

  private static ArchRule adapter(String base, String adapter) {
    DescribedPredicate<JavaClass> known = resideInAnyPackage(Allowed.adapter(base, adapter));
    if (adapter.startsWith("adapter.in.")) {
      known = known.or(settings(base));
    }
    return classes()
        .that()
        .resideInAPackage(base + "." + adapter + "..")
        .should()
        .onlyDependOnClassesThat(known.or(arrays()))
        // the wrong classes are in two adapters only
        .allowEmptyShould(!base.equals(ArchitectureTest.SERVICE));
  }

  private static DescribedPredicate<JavaClass> settings(String base) {
    return describe(
        "the settings",
        named -> named.getName().matches(Pattern.quote(base + ".config.Settings") + "(\\$.+)?"));
  }

  private static boolean isFenced(String base, JavaClass type) {
    return Allowed.INTERNALS.keySet().stream()
        .map(name -> base + "." + name)
        .anyMatch(name -> type.getName().equals(name) || type.getName().startsWith(name + "$"));
  }

  /// Packages that frameworks call internal. The exceptions are documented for applications.
  static boolean isInternal(JavaClass type) {
    return INTERNAL.matcher(type.getName()).matches() && !DOCUMENTED.matcher(type.getName()).find();
  }

  private static ArchRule everyAdapterHasAList(String base) {
    return classes()
        .that()
        .resideInAPackage(base + ".adapter..")
        .should()
        .resideInAnyPackage(
            Allowed.frameworks().keySet().stream()
                .map(adapter -> base + "." + adapter + "..")
                .toArray(String[]::new));
  }

  private static DescribedPredicate<JavaClass> core(String... packages) {
    return resideInAnyPackage(packages)
        .or(
            describe(
                "one of " + Allowed.CORE_CLASSES,
                type -> Allowed.CORE_CLASSES.contains(type.getName())))
        .or(arrays());
  }

  /// Arrays of primitives are in no package.
  private static DescribedPredicate<JavaClass> arrays() {
    return describe(
        "an array of primitives",
        type -> type.isArray() && type.getBaseComponentType().isPrimitive());
  }

  private static DescribedPredicate<JavaClass> named(String name) {
    return describe(name, type -> type.getName().equals(name));
  }
}
