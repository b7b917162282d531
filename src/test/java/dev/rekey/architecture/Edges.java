package dev.rekey.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvent;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// The drawn edges: which packages of the service each package may import. A package without a row
/// may not have a class. Frameworks are the subject of [Allowed].
final class Edges {
  /// `a..` is `a` and what is below it; `.` is the root package. Rows go from the inside to the
  /// outside, and an edge leads to a row above only. REST, WEB and OUT stand for what all wings of
  /// that side may import. The configuration is below the adapters.
  private static final String DRAWN =
      """
      net                           ->
      message                       ->

      domain                        ->
      domain.store                  -> domain
      domain.customer               -> domain, domain.store
      domain.password               -> domain, domain.customer
      domain.reset                  -> domain, domain.customer, domain.store
      domain.revocation             -> domain, domain.customer, domain.store
      domain.audit                  -> domain, domain.customer
      domain.settings               -> domain, domain.customer, domain.password, domain.reset

      application.port              -> domain..
      application.port.customer     -> domain.., application.port
      application.port.password     -> domain.., application.port
      application.port.reset        -> domain.., application.port
      application.port.revocation   -> domain.., application.port, application.port.customer
      application.port.securityevent -> domain.., application.port
      application.port.settings     -> domain.., application.port
      application.port.signin       -> domain.., application.port, application.port.password

      application.revocation        -> domain.., application.port..
      application.password          -> domain.., application.port.., application.revocation
      application.customer          -> domain.., application.port.., application.password, application.revocation
      application.reset             -> domain.., application.port.., application.password
      application.signin            -> domain.., application.port..
      application.securityevent     -> domain.., application.port..
      application.settings          -> domain.., application.port..

      config                        -> domain.., net, message

      adapter.in.http               -> domain.., net, config
      adapter.in.worker             -> domain.., application..
      adapter.in.rest.problem       -> domain.., application.port, message, adapter.in.http
      adapter.in.rest.request       -> REST
      adapter.in.rest.customer      -> REST, adapter.in.rest.request
      adapter.in.rest.reset         -> REST, adapter.in.rest.request
      adapter.in.rest.settings      -> REST, adapter.in.rest.request
      adapter.in.rest.signin        -> REST, adapter.in.rest.request
      adapter.in.rest.ssf           -> REST, adapter.in.rest.request
      adapter.in.rest.token         -> REST, adapter.in.rest.request
      adapter.in.web.page           -> domain.., application.port, message, config, adapter.in.http
      adapter.in.web.storefront     -> WEB, adapter.in.web.page
      adapter.in.web.administration -> WEB, adapter.in.web.page

      adapter.out.http              -> net
      adapter.out.argon2            -> OUT
      adapter.out.compromised       -> OUT
      adapter.out.dbscheduler       -> OUT
      adapter.out.events            -> OUT, adapter.out.http
      adapter.out.globalrevocation  -> OUT, adapter.out.http
      adapter.out.jose              -> OUT
      adapter.out.keycloak          -> OUT
      adapter.out.mail              -> OUT, message
      adapter.out.random            -> OUT
      adapter.out.postgres          -> OUT
      adapter.out.postgres.password -> OUT, adapter.out.postgres
      adapter.out.postgres.settings -> OUT, adapter.out.postgres
      adapter.out.postgres.signin   -> OUT, adapter.out.postgres
      adapter.out.postgres.reset    -> OUT, adapter.out.postgres
      adapter.out.postgres.revocation -> OUT, adapter.out.postgres
      adapter.out.postgres.securityevent -> OUT, adapter.out.postgres

      wiring                        -> domain.., application.., adapter.., config, net, message
      .                             -> config, wiring, application.port..
      """
          .replace("REST", "domain.., application.., message, config, REQUESTS")
          .replace("REQUESTS", "adapter.in.http, adapter.in.rest.problem")
          .replace("WEB", "domain.., application.., message, config, adapter.in.http")
          .replace("OUT", "domain.., application.port..");

  private static final Map<String, List<String>> ROWS = rows();

  private Edges() {}

  /// Keeps a class below `base` to the row of its package.
  static ArchCondition<JavaClass> keepToTheDrawnEdges(String base) {
    return new ArchCondition<>("import only what is drawn for their package") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        String from = wing(base, type);
        List<String> drawn = ROWS.get(from);
        if (drawn == null) {
          if (!type.getSimpleName().equals("package-info")) {
            events.add(violated(type, type.getName() + " is in a package without a row"));
          }
          return;
        }
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          JavaClass target = dependency.getTargetClass().getBaseComponentType();
          String to = wing(base, target);
          if (isBelow(base, target) && !to.equals(from) && drawn.stream().noneMatch(covers(to))) {
            events.add(violated(type, dependency.getDescription()));
          }
        }
      }
    };
  }

  private static Predicate<String> covers(String wing) {
    return drawn ->
        drawn.endsWith("..")
            ? (wing + ".").startsWith(drawn.substring(0, drawn.length() - 1))
            : drawn.equals(wing);
  }

  private static boolean isBelow(String base, JavaClass type) {
    return (type.getPackageName() + ".").startsWith(base + ".");
  }

  private static String wing(String base, JavaClass type) {
    String name = type.getPackageName();
    return name.equals(base) ? "." : name.replace(base + ".", "");
  }

  private static ConditionEvent violated(JavaClass type, String message) {
    return SimpleConditionEvent.violated(type, message);
  }

  private static Map<String, List<String>> rows() {
    Map<String, List<String>> rows = new TreeMap<>();
    DRAWN
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(line -> {
          String[] sides = line.split("->", 2);
          rows.put(
              sides[0].strip(),
              Arrays.stream(sides[1].split(","))
                  .map(String::strip)
                  .filter(one -> !one.isEmpty())
                  .toList());
        });
    return rows;
  }
}
