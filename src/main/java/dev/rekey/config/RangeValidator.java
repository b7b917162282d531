package dev.rekey.config;

import io.smallrye.config.common.utils.StringUtil;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.time.Duration;
import java.util.Map;

/// Checks each [Range] of a settings interface and of its groups.
///
/// Bean Validation does the same, but its start alone takes 240 ms of CPU.
final class RangeValidator {
  private RangeValidator() {}

  static void check(String prefix, Class<?> type, Object group) {
    for (Method method : type.getMethods()) {
      String property = prefix + "." + StringUtil.skewer(method.getName());
      Object value = value(method, group);
      Range range = method.getAnnotation(Range.class);
      if (range != null) {
        check(property, range, value);
      } else if (value instanceof Map<?, ?> groups
          && method.getGenericReturnType() instanceof ParameterizedType map
          && map.getActualTypeArguments()[1] instanceof Class<?> element) {
        groups.forEach((name, one) -> check(property + "." + name, element, one));
      } else if (isGroup(method)) {
        check(property, method.getReturnType(), value);
      }
    }
  }

  /// Whether the method returns a group of settings.
  static boolean isGroup(Method method) {
    return method.getReturnType().isInterface()
        && method.getReturnType().getPackage() == Settings.class.getPackage();
  }

  private static void check(String property, Range range, Object value) {
    boolean fits =
        value instanceof Duration duration
            ? duration.compareTo(Duration.parse(range.min())) >= 0
                && (range.max().isEmpty() || duration.compareTo(Duration.parse(range.max())) <= 0)
            : (int) value >= Integer.parseInt(range.min())
                && (range.max().isEmpty() || (int) value <= Integer.parseInt(range.max()));
    if (!fits) {
      throw new InvalidConfiguration(
          property,
          "is %s, but must be at least %s%s"
              .formatted(
                  value, range.min(), range.max().isEmpty() ? "" : " and at most " + range.max()));
    }
  }

  private static Object value(Method method, Object group) {
    try {
      return method.invoke(group);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
