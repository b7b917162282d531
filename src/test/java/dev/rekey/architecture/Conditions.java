package dev.rekey.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What no rule of the library says.
final class Conditions {
  static final ArchCondition<JavaMethod> SAY_WHO_MAY_CALL_THEM =
      new ArchCondition<>("carry a role, or say that they are public") {
        @Override
        public void check(JavaMethod method, ConditionEvents events) {
          boolean says = says(method) || says(method.getOwner());
          events.add(new SimpleConditionEvent(method, says, method.getDescription()));
        }
      };

  private static final int MAX_FILES = 25;
  private static final int MAX_FILES_OF_THE_ROOT = 3;

  private Conditions() {}

  /// Counts the files of each package: its classes on the top level and its description.
  static ArchCondition<JavaClass> beInASmallPackage(String root) {
    return new ArchCondition<>(
        "be in a package of at most %d files (%s: %d)"
            .formatted(MAX_FILES, root, MAX_FILES_OF_THE_ROOT)) {
      private final Map<String, List<String>> files = new TreeMap<>();

      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (type.isTopLevelClass()) {
          files.computeIfAbsent(type.getPackageName(), _ -> new ArrayList<>()).add(type.getName());
        }
      }

      @Override
      public void finish(ConditionEvents events) {
        files.forEach((name, types) -> {
          int maximum = name.equals(root) ? MAX_FILES_OF_THE_ROOT : MAX_FILES;
          if (types.size() > maximum) {
            events.add(
                SimpleConditionEvent.violated(name, name + " has " + types.size() + ": " + types));
          }
        });
      }
    };
  }

  private static boolean says(CanBeAnnotated place) {
    return place.isAnnotatedWith(RolesAllowed.class) || place.isAnnotatedWith(PermitAll.class);
  }
}
