package dev.rekey.adapter.in.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.domain.Actor;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.reset.Protection;
import dev.rekey.domain.settings.Setting;
import dev.rekey.message.Messages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The pages say nothing that is not in the texts, and the texts hold nothing that no page says.
class PageTextsTest {
  private static final Pattern KEY =
      Pattern.compile("['\"]((?:page|request|problem)\\.[a-z-]+[a-z.-]*)['\"]");
  private static final Path TEMPLATES = Path.of("src/main/resources/templates");
  private static final Path SOURCES = Path.of("src/main/java/dev/rekey/adapter/in/web");

  @Test
  void everyTextThatATemplateSaysIsThere() throws IOException {
    Set<String> said = said(TEMPLATES.resolve("pages"), TEMPLATES.resolve("tags"));

    assertThat(said).hasSizeGreaterThan(30);
    Messages messages = new Messages();
    assertThat(said)
        .allSatisfy(key -> assertThat(messages.text(Locale.ENGLISH, key, 1)).isNotBlank());
  }

  @Test
  void everyTextOfThePagesIsSaid() throws IOException {
    Set<String> said = said(TEMPLATES.resolve("pages"), TEMPLATES.resolve("tags"), SOURCES);
    for (FlashMessage.Kind kind : FlashMessage.Kind.values()) {
      said.add(FlashMessage.of(kind).key());
    }
    said.addAll(
        Set.of(
            "page.rule.same-as-email",
            "page.rule.compromised",
            "page.form-refused.title",
            "page.form-refused.detail"));
    said.addAll(madeUpOfParts());

    assertThat(Files.readAllLines(Path.of("src/main/resources/messages/en.properties")))
        .filteredOn(line -> line.startsWith("page."))
        .extracting(line -> line.replaceFirst("=.*", ""))
        .allSatisfy(key -> assertThat(said).contains(key));
  }

  /// The keys that lines and fields of the administration make of what they are about.
  private static Set<String> madeUpOfParts() {
    Set<String> parts = new TreeSet<>();
    for (Setting setting : Setting.values()) {
      parts.add("setting." + setting.key());
      parts.add("setting." + setting.key() + ".hint");
    }
    add(parts, "event.", AuditEvent.Type.values());
    add(parts, "event.by-", AuditEvent.ChangeMethod.values());
    add(parts, "actor.", Actor.Kind.values());
    add(parts, "choice.", Protection.values());
    for (String unit : List.of("seconds", "minutes", "hours", "days")) {
      parts.addAll(Set.of("unit." + unit, "amount." + unit));
    }
    for (String name :
        List.of(
            "reset-requested", "tokens-revoked", "tokens-revoked-pending", "settings-changed")) {
      parts.add("done." + name);
    }
    parts.addAll(
        Set.of(
            "done.nothing-changed",
            "amount.count",
            "on",
            "off",
            "token.counts",
            "token.expired",
            "token.revoked",
            "settings.requests",
            "settings.lifetimes",
            "settings.passwords",
            "sign-in-failed.title",
            "sign-in-failed.detail",
            "sign-in-ended.title",
            "sign-in-ended.detail",
            "too-many-requests.title",
            "too-many-requests.detail",
            "not-found.title",
            "not-found.detail",
            "internal-error.title",
            "internal-error.detail"));
    return parts.stream()
        .map(part -> "page.administration." + part)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void add(Set<String> parts, String prefix, Enum<?>... constants) {
    for (Enum<?> constant : constants) {
      parts.add(prefix + constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
  }

  @Test
  void noTemplateHoldsAScriptOrAStyleOrAnAddressOfItsOwn() throws IOException {
    try (Stream<Path> files =
        Stream.concat(
            Files.walk(TEMPLATES.resolve("pages")), Files.walk(TEMPLATES.resolve("tags")))) {
      assertThat(files.filter(Files::isRegularFile).toList())
          .isNotEmpty()
          .allSatisfy(file ->
              assertThat(Files.readString(file))
                  .doesNotContain("<style", " style=", " onclick", "javascript:", "http:", "https:")
                  .doesNotContainPattern(
                      "<script(?! (?:type=\"module\" )?src=\"\\{page\\.theme\\.)")
                  .doesNotContain(".raw", "raw}"));
    }
  }

  private static Set<String> said(Path... places) throws IOException {
    Set<String> said = new TreeSet<>();
    for (Path place : places) {
      try (Stream<Path> files = Files.walk(place)) {
        files
            .filter(Files::isRegularFile)
            .forEach(file ->
                KEY.matcher(text(file)).results().forEach(found -> said.add(found.group(1))));
      }
    }
    said.removeIf(key -> key.endsWith("."));
    said.removeIf(key ->
        key.matches(
            "problem\\.[a-z-]+|page\\.form-refused|page\\.administration\\."
                + "(?:sign-in-(?:failed|ended)|too-many-requests|not-found|internal-error)"));
    return said;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
