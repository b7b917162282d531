package dev.rekey.adapter.in.web.page;

import dev.rekey.message.Messages;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The frame of every page around its content, and the texts in its language.
public final class PageLayout {
  private final Messages messages;
  private final Locale language;
  private final String home;
  private final String path;
  private final String query;
  private final String storeName;
  private final String support;
  private final List<Language> languages;
  private final Theme theme;

  PageLayout(Messages messages, PageRequest pageRequest, String path, Theme theme) {
    this.messages = messages;
    this.language = pageRequest.language();
    this.home = pageRequest.home();
    this.path = home + path;
    this.query = pageRequest.query();
    this.storeName = pageRequest.store().name();
    this.support = pageRequest.store().supportAddress();
    this.languages =
        pageRequest.store().languages().stream()
            .map(one ->
                new Language(
                    one.toLanguageTag(),
                    messages.text(one, "page.language.name"),
                    one.equals(language)))
            .toList();
    this.theme = theme;
  }

  /// The language of the page as a BCP 47 tag.
  public String lang() {
    return language.toLanguageTag();
  }

  /// A text without arguments.
  public String text(String key) {
    return messages.text(language, key);
  }

  /// A text with one argument.
  public String text(String key, Object argument) {
    return messages.text(language, key, argument);
  }

  /// The path of a page of this store, without a leading slash.
  public String to(String page) {
    return home + "/" + page;
  }

  /// The path of this page, without its query.
  public String path() {
    return path;
  }

  /// The path of this page in another language, including its query.
  public String inLanguage(String tag) {
    return path + (query.isEmpty() ? "?" : query + "&") + "lang=" + tag;
  }

  /// The store's name for customers.
  public String storeName() {
    return storeName;
  }

  /// The support address for customers.
  public String support() {
    return support;
  }

  /// The languages of the store; empty if there is only one.
  public List<Language> languages() {
    return languages.size() < 2 ? List.of() : languages;
  }

  /// The assets of the page.
  public Theme theme() {
    return theme;
  }

  /// A language in the language menu.
  ///
  /// @param tag BCP 47 tag
  /// @param name name of the language in that language
  /// @param current true if this page is in that language
  public record Language(String tag, String name, boolean current) {}

  /// The paths of the assets of a page.
  ///
  /// @param logo null if the store's name is shown instead
  public record Theme(
      String style,
      String storeStyle,
      String script,
      String earlyScript,
      String icon,
      @Nullable String logo) {}
}
