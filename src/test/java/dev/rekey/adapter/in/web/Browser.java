package dev.rekey.adapter.in.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A browser without a script: it keeps cookies, fills in the forms of the page that it is on, and
/// goes where it is sent.
final class Browser {
  static final String ORIGIN = "http://localhost:8080";

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Pattern FORM =
      Pattern.compile("(?s)<form [^>]*action=\"([^\"]*)\".*?</form>");
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"");
  private static final Pattern HEADING = Pattern.compile("(?s)<h1>(.*?)</h1>");

  private final Map<String, String> cookies = new TreeMap<>();
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final List<String> visited = new ArrayList<>();

  /// An answer, whatever it is.
  record Page(int status, Map<String, List<String>> headers, String body) {
    String header(String name) {
      return String.join("\n", headers.getOrDefault(name, List.of()));
    }

    String heading() {
      Matcher heading = HEADING.matcher(body);
      return heading.find() ? unescaped(heading.group(1)) : "";
    }

    /// What somebody reads, without markup.
    String text() {
      return unescaped(body.replaceAll("(?s)<[^>]*>", " ").replaceAll("\\s+", " "));
    }

    /// The hidden fields of the form that is sent to `action`.
    Map<String, String> hidden(String action) {
      Matcher forms = FORM.matcher(body);
      while (forms.find()) {
        if (forms.group(1).equals(action)) {
          Map<String, String> fields = new LinkedHashMap<>();
          HIDDEN
              .matcher(forms.group())
              .results()
              .forEach(field -> fields.put(field.group(1), field.group(2)));
          return fields;
        }
      }
      throw new AssertionError("No form for " + action + " in:\n" + body);
    }

    /// Where the first form goes that is sent to `path` or below it.
    String action(String path) {
      return FORM.matcher(body)
          .results()
          .map(form -> form.group(1))
          .filter(action -> action.startsWith(path))
          .findFirst()
          .orElseThrow(() -> new AssertionError("No form for " + path + " in:\n" + body));
    }

    /// What proves that the form for `action` is ours.
    String formToken(String action) {
      return hidden(action).getOrDefault("form-token", "");
    }

    /// All headers that say something, without the clock and what is new every time.
    Map<String, String> steadyHeaders() {
      Map<String, String> steady = new TreeMap<>();
      headers.forEach((name, values) -> {
        if (!name.equals("date") && !name.equals("content-length")) {
          steady.put(name, String.join("\n", values).replaceAll("=[A-Za-z0-9_-]{43}", "=…"));
        }
      });
      return steady;
    }
  }

  Browser() {
    headers.put("Accept-Language", "en");
    headers.put("Origin", ORIGIN);
    headers.put("Sec-Fetch-Site", "same-origin");
  }

  /// A browser that sends this header, or does not send it where `value` is empty.
  Browser sending(String name, String value) {
    headers.put(name, value);
    headers.values().removeIf(String::isEmpty);
    return this;
  }

  Map<String, String> cookies() {
    return cookies;
  }

  /// What is in a cookie; empty where it is not there.
  String cookie(String name) {
    return cookies.getOrDefault(name, "");
  }

  /// Every address that it was at.
  List<String> visited() {
    return visited;
  }

  Page get(String target) {
    return call("GET", target, null);
  }

  /// Opens a page and sends its form with these fields: names and values in turn.
  Page fill(String target, String... fields) {
    Page page = get(target);
    return send(page, page.action(target.replaceFirst("[?].*", "")), fields);
  }

  /// Sends the form of `page` that goes to `action`.
  Page send(Page page, String action, String... fields) {
    Map<String, String> all = page.hidden(action);
    for (int i = 0; i < fields.length; i += 2) {
      all.put(fields[i], fields[i + 1]);
    }
    return post(action, all);
  }

  Page post(String target, Map<String, String> fields) {
    return call("POST", target, encoded(fields));
  }

  /// Goes where an answer sends it.
  Page follow(Page page) {
    if (page.status() != 303) {
      throw new AssertionError("Sent nowhere: " + page);
    }
    return get(page.header("location"));
  }

  Page call(String method, String target, @Nullable String body) {
    visited.add(target);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + target))
            .timeout(Duration.ofSeconds(60))
            .method(method, HttpRequest.BodyPublishers.ofString(body == null ? "" : body));
    headers.forEach((name, value) -> {
      if (body != null || !List.of("Origin", "Sec-Fetch-Site").contains(name)) {
        request.header(name, value);
      }
    });
    if (body != null) {
      request.header("Content-Type", "application/x-www-form-urlencoded");
    }
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(one -> one.getKey() + "=" + one.getValue())
              .collect(Collectors.joining("; ")));
    }
    try {
      HttpResponse<String> response =
          CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
      response.headers().allValues("set-cookie").forEach(this::keep);
      return new Page(response.statusCode(), response.headers().map(), response.body());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stop);
    }
  }

  private void keep(String header) {
    String[] pair = header.substring(0, header.indexOf(';')).split("=", 2);
    if (header.contains("Max-Age=0")) {
      cookies.remove(pair[0]);
    } else {
      cookies.put(pair[0], pair[1]);
    }
  }

  static String encoded(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(one ->
            URLEncoder.encode(one.getKey(), UTF_8) + "=" + URLEncoder.encode(one.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static String unescaped(String html) {
    return html.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }
}
