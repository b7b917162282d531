package dev.rekey.local.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Looks for tokens, passwords and whole e-mail addresses where none may stand, as they are and in
/// hexadecimal.
final class SecretScanner {
  private static final int TOKEN = 43;
  private static final int OCTETS_IN_HEX = 64;
  private static final int TOKEN_IN_HEX = 2 * TOKEN;
  private static final Pattern WORDS = Pattern.compile("[A-Za-z0-9_-]{" + TOKEN + ",}");

  /// The addresses of customers stand in their own table alone.
  private static final Set<String> FOR_ADDRESSES = Set.of("email", "search_text");

  private final Set<String> tokens = new HashSet<>();
  private final List<String> texts = new ArrayList<>();
  private final Set<String> found = new TreeSet<>();

  /// `texts` are looked for as parts of anything, in whatever case.
  SecretScanner(Collection<String> tokens, Collection<String> texts) {
    for (String token : tokens) {
      this.tokens.add(token);
      this.tokens.add(hex(token.getBytes(StandardCharsets.US_ASCII)));
      this.tokens.add(hex(Base64.getUrlDecoder().decode(token)));
    }
    for (String text : texts) {
      this.texts.add(text.toLowerCase(Locale.ROOT));
      this.texts.add(hex(text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /// The places where something was found.
  Set<String> found() {
    return Set.copyOf(found);
  }

  void search(Path file) {
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      lines.lines().forEach(line -> search(file.getFileName().toString(), line));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void search(Connection connection) throws SQLException {
    for (String table : tables(connection)) {
      String columns = String.join(", ", columns(connection, table));
      try (Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT row(%s)::text FROM \"%s\"".formatted(columns, table))) {
        while (rows.next()) {
          search("table " + table, rows.getString(1));
        }
      }
    }
  }

  void search(String place, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (texts.stream().anyMatch(lower::contains) || holdsToken(text)) {
      found.add(place);
    }
  }

  private boolean holdsToken(String text) {
    Matcher words = WORDS.matcher(text);
    while (words.find()) {
      String word = words.group();
      for (int length : List.of(TOKEN, OCTETS_IN_HEX, TOKEN_IN_HEX)) {
        for (int i = 0; i + length <= word.length(); i++) {
          if (tokens.contains(word.substring(i, i + length))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static List<String> tables(Connection connection) throws SQLException {
    return names(
        connection, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1");
  }

  private static List<String> columns(Connection connection, String table) throws SQLException {
    return names(
            connection,
            "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public'"
                + " AND table_name = '"
                + table
                + "'")
        .stream()
        .filter(column -> !table.equals("customers") || !FOR_ADDRESSES.contains(column))
        .map(column -> "\"" + column + "\"")
        .toList();
  }

  private static List<String> names(Connection connection, String sql) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  private static String hex(byte[] octets) {
    return HexFormat.of().formatHex(octets);
  }
}
