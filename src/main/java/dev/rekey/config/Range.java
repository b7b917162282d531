package dev.rekey.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The smallest and largest value of a setting: a number, or an ISO 8601 duration.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Range {
  String min();

  /// The largest value; empty if there is no maximum.
  String max() default "";
}
