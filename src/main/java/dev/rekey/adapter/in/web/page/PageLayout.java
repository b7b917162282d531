package dev.rekey.adapter.in.web.page;

import dev.rekey.message.Messages;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What every page shows around its own content, and the texts in its language.
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

  /// The address of a page of this store, without a slash before it.
  public String to(String page) {
    return home + "/" + page;
  }

  /// The address of this page, for who wants to begin again.
  public String path() {
    return path;
  }

  /// The address of this page as it is, in another language.
  public String inLanguage(String tag) {
    return path + (query.isEmpty() ? "?" : query + "&") + "lang=" + tag;
  }

  /// The store's name for customers.
  public String storeName() {
    return storeName;
  }

  /// Where a customer who needs a human writes to.
  public String support() {
    return support;
  }

  /// The languages of the store; none where there is no choice.
  public List<Language> languages() {
    return languages.size() < 2 ? List.of() : languages;
  }

  /// What it looks like.
  public Theme theme() {
    return theme;
  }

  /// A language to choose.
  ///
  /// @param tag its BCP 47 tag
  /// @param name its name in itself
  /// @param current whether this page is in it
  public record Language(String tag, String name, boolean current) {}

  /// A picture with its size, so that nothing moves while it loads.
  public record Picture(String path, int width, int height) {}

  /// The addresses of what the page is made of.
  ///
  /// @param logo null where the store's name stands in its place
  public record Theme(
      String style,
      String storeStyle,
      String script,
      String earlyScript,
      String icon,
      @Nullable Picture logo) {}
}
