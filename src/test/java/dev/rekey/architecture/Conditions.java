package dev.rekey.architecture;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;

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

  private Conditions() {}

  private static boolean says(CanBeAnnotated place) {
    return place.isAnnotatedWith(RolesAllowed.class) || place.isAnnotatedWith(PermitAll.class);
  }
}
