package dev.rekey.architecture.wrong.domain;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/// Wrong: time and chance are handed in.
@SuppressWarnings({"JavaUtilDate", "InsecureRandom"})
final class TakesTimeAndChanceItself {
  private TakesTimeAndChanceItself() {}

  static Object instant() {
    return Instant.now();
  }

  static Object date() {
    return LocalDate.now(ZoneOffset.UTC);
  }

  static Object clock() {
    return Clock.systemUTC();
  }

  static Object source() {
    return InstantSource.system();
  }

  static Object millis() {
    return System.currentTimeMillis();
  }

  static Object nanos() {
    return System.nanoTime();
  }

  static Object environment() {
    return System.getenv("HOME");
  }

  static Object property() {
    return System.getProperty("user.home");
  }

  static Object oldDate() {
    return new Date();
  }

  static Object random() {
    return new Random();
  }

  static Object secureRandom() {
    return new SecureRandom();
  }

  static Object threadsRandom() {
    return ThreadLocalRandom.current();
  }

  static Object number() {
    return Math.random();
  }

  static Object uuid() {
    return UUID.randomUUID();
  }

  static void order(List<String> names) {
    Collections.shuffle(names);
  }

  static Object thread() {
    return Thread.currentThread();
  }

  static Object locale() {
    return Locale.getDefault();
  }
}
