package dev.rekey.architecture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What each part of the service may know, as lists of packages. Whatever is in no list is
/// forbidden, so that a misspelt name makes a rule fail instead of passing.
final class Allowed {
  /// What the core may use of the JDK: values, texts and digests; no I/O, no threads.
  private static final List<String> CORE =
      List.of(
          "java.lang",
          "java.nio.charset",
          "java.security",
          "java.text",
          "java.time..",
          "java.util",
          "java.util.function",
          "java.util.regex",
          "java.util.stream",
          "org.jspecify.annotations");

  /// Single classes of packages that are closed otherwise.
  static final List<String> CORE_CLASSES =
      List.of("java.net.InetAddress", "java.net.UnknownHostException", "java.net.URI");

  /// What each adapter may use beside the JDK. A new adapter needs a line here.
  private static final Map<String, List<String>> LISTS =
      Map.of(
          "adapter.in.rest",
          List.of(
              "com.fasterxml.jackson..",
              "io.micrometer.core.instrument",
              "io.netty.handler.codec",
              "io.quarkus.oidc",
              "io.quarkus.qute",
              "io.quarkus.resteasy.reactive.server",
              "io.quarkus.security..",
              "io.smallrye.common.annotation",
              "io.smallrye.mutiny..",
              "io.vertx.core..",
              "io.vertx.ext.web..",
              "jakarta.annotation.security",
              "jakarta.enterprise.event",
              "jakarta.inject",
              "jakarta.ws.rs..",
              "org.eclipse.microprofile.config.inject",
              "org.eclipse.microprofile.jwt",
              "org.jboss.logging",
              "org.jboss.resteasy.reactive.server"),
          "adapter.in.web",
          List.of(
              "io.quarkus.oidc",
              "io.quarkus.qute",
              "io.quarkus.resteasy.reactive.server",
              "io.quarkus.runtime.configuration",
              "io.quarkus.security..",
              "io.quarkus.vertx.http.runtime.filters",
              "io.quarkus.vertx.http.runtime.security",
              "io.smallrye.common.annotation",
              "io.smallrye.mutiny..",
              "io.vertx.core..",
              "io.vertx.ext.web..",
              "jakarta.annotation.security",
              "jakarta.enterprise.event",
              "jakarta.enterprise.inject",
              "jakarta.inject",
              "jakarta.ws.rs..",
              "javax.crypto..",
              "javax.xml.stream",
              "org.eclipse.microprofile.config.inject",
              "org.eclipse.microprofile.jwt",
              "org.jboss.logging"),
          "adapter.in.worker",
          List.of(
              "io.quarkus.arc",
              "io.quarkus.runtime",
              "jakarta.enterprise.context",
              "jakarta.enterprise.event",
              "org.jboss.logging"),
          "adapter.out.argon2",
          List.of("org.bouncycastle.crypto.."),
          "adapter.out.compromised",
          List.of(),
          "adapter.out.dbscheduler",
          List.of(
              "com.github.kagkarlsson.scheduler..",
              "jakarta.transaction",
              "javax.sql",
              "org.jboss.logging"),
          "adapter.out.globalrevocation",
          List.of("com.fasterxml.jackson.databind..", "org.jboss.logging"),
          "adapter.out.mail",
          List.of(
              "io.quarkus.qute",
              "io.quarkus.tls",
              "io.smallrye.config",
              "io.vertx.core..",
              "io.vertx.ext.mail",
              "jakarta.annotation",
              "jakarta.enterprise.context",
              "jakarta.inject",
              "org.eclipse.microprofile.config.inject",
              "org.jboss.logging"),
          "adapter.out.postgres",
          List.of(
              "com.fasterxml.jackson..",
              "io.agroal.api",
              "io.quarkus.arc",
              "io.quarkus.hibernate.orm.panache..",
              "io.quarkus.narayana.jta",
              "io.quarkus.oidc",
              "io.quarkus.panache.common..",
              "io.quarkus.runtime",
              "io.quarkus.security",
              "io.smallrye.mutiny..",
              "io.vertx.ext.web",
              "jakarta.annotation",
              "jakarta.enterprise.context",
              "jakarta.enterprise.event",
              "jakarta.enterprise.inject",
              "jakarta.inject",
              "jakarta.interceptor",
              "jakarta.persistence",
              "jakarta.transaction",
              "javax.crypto..",
              "javax.sql",
              "org.eclipse.microprofile.config.inject",
              "org.hibernate.annotations",
              "org.jboss.logging"),
          "adapter.out.random",
          List.of("jakarta.enterprise.context"));

  /// The same, since a list of this kind has ten lines at most.
  private static final Map<String, List<String>> MORE_LISTS =
      Map.of(
          "adapter.in.http",
          List.of(
              "io.netty.bootstrap",
              "io.netty.channel",
              "io.netty.handler.codec.http",
              "io.netty.handler.timeout",
              "io.netty.util.concurrent",
              "io.quarkus.runtime",
              "io.quarkus.runtime.configuration",
              "io.quarkus.vertx.http.runtime.filters",
              "io.vertx.core..",
              "io.vertx.ext.web..",
              "jakarta.enterprise.event",
              "jakarta.enterprise.inject..",
              "jakarta.inject",
              "jakarta.ws.rs..",
              "org.eclipse.microprofile.config.inject"),
          "adapter.out.http",
          List.of("io.vertx.core.."),
          "adapter.out.jose",
          List.of("org.jose4j.."),
          "adapter.out.keycloak",
          List.of("com.fasterxml.jackson..", "javax.net.ssl"),
          "adapter.out.events",
          List.of("org.jboss.logging", "org.jose4j.."));

  /// The only classes that may use internals of a framework, each with what would replace them.
  static final Map<String, String> INTERNALS =
      Map.of(
          "adapter.in.http.BodySizeLimit",
          "a public way to set the empty body of a routing context",
          "adapter.in.http.ConnectionDraining",
          "a public way to the listener of a connection, or draining by the server itself");

  private Allowed() {}

  /// What the adapters may use beside the JDK, by their packages.
  static Map<String, List<String>> frameworks() {
    return Stream.of(LISTS, MORE_LISTS)
        .flatMap(lists -> lists.entrySet().stream())
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  static String[] domain(String base) {
    return with(CORE, base + ".domain..");
  }

  static String[] application(String base) {
    List<String> jdk = new ArrayList<>(CORE);
    // stages of answers that come later; no thread is made with it
    jdk.add("java.util.concurrent");
    return with(jdk, base + ".application..", base + ".domain..");
  }

  static String[] message(String base) {
    return with(
        List.of("java..", "org.jspecify.annotations"), base + ".message", base + ".domain..");
  }

  /// Addresses and networks, which both sides know.
  static String[] net(String base) {
    return with(List.of("java..", "org.jspecify.annotations"), base + ".net", base + ".domain..");
  }

  /// A driving adapter may use the use cases and the ports: a read without a rule of its own goes
  /// to the port directly. A driven adapter may use the ports. No adapter may use another adapter.
  static String[] adapter(String base, String adapter) {
    List<String> outside = new ArrayList<>(frameworks().getOrDefault(adapter, List.of()));
    outside.add("java..");
    outside.add("org.jspecify.annotations");
    boolean driving = adapter.startsWith("adapter.in.");
    outside.add(base + ".net");
    outside.add(base + (driving ? ".adapter.in.http" : ".adapter.out.http"));
    if (adapter.equals("adapter.in.http")) {
      // the header that proxies write is a setting
      outside.add(base + ".config");
    }
    return with(
        outside,
        base + "." + adapter + "..",
        base + ".application" + (driving ? ".." : ".port.."),
        base + ".domain..",
        base + ".message");
  }

  private static String[] with(List<String> outside, String... own) {
    List<String> all = new ArrayList<>(outside);
    all.addAll(Arrays.asList(own));
    return all.toArray(String[]::new);
  }
}
