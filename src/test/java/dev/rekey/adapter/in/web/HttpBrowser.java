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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An HTTP client that acts as a browser without scripts: it keeps cookies, fills in and sends
/// forms, and follows a redirect only when it is asked to.
public final class HttpBrowser {
  /// The origin of the pages as configured; requests go to the port of the test instead.
  public static final String ORIGIN = "http://localhost:8080";

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private static final String FORM_TYPE = "application/x-www-form-urlencoded";
  private static final List<String> HEADERS_OF_FORMS = List.of("Origin", "Sec-Fetch-Site");
  private static final Pattern FORM =
      Pattern.compile("(?s)<form [^>]*action=\"([^\"]*)\".*?</form>");
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"");
  private static final Pattern FORM_TOKEN =
      Pattern.compile("name=\"form-token\" value=\"([^\"]+)\"");
  private static final Pattern HEADING = Pattern.compile("(?s)<h1>(.*?)</h1>");

  private final Map<String, String> cookies = new TreeMap<>();
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final List<String> visited = new ArrayList<>();

  /// A response with any status. The names of `headers` match in any case.
  public record Page(int status, Map<String, List<String>> headers, String body) {
    /// All values of a header, one a line; empty if it is missing.
    public String header(String name) {
      return String.join("\n", headers.getOrDefault(name, List.of()));
    }

    /// The target of a redirect.
    public String location() {
      if (!headers.containsKey("location")) {
        throw new AssertionError("No redirect: " + this);
      }
      return header("location");
    }

    public List<String> setCookies() {
      return headers.getOrDefault("set-cookie", List.of());
    }

    public String heading() {
      Matcher heading = HEADING.matcher(body);
      return heading.find() ? unescaped(heading.group(1)) : "";
    }

    /// What somebody reads, without markup.
    public String text() {
      return unescaped(body.replaceAll("(?s)<[^>]*>", " ").replaceAll("\\s+", " "));
    }

    /// The hidden fields of the form that is sent to `action`.
    public Map<String, String> hidden(String action) {
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
    public String action(String path) {
      return FORM.matcher(body)
          .results()
          .map(form -> form.group(1))
          .filter(action -> action.startsWith(path))
          .findFirst()
          .orElseThrow(() -> new AssertionError("No form for " + path + " in:\n" + body));
    }

    /// The CSRF token of the form for `action`.
    public String formToken(String action) {
      return hidden(action).getOrDefault("form-token", "");
    }

    /// The CSRF token of the first form.
    public String formToken() {
      Matcher token = FORM_TOKEN.matcher(body);
      if (!token.find()) {
        throw new AssertionError("No form in: " + this);
      }
      return token.group(1);
    }

    /// All headers that say something, without the clock and what is new every time.
    public Map<String, String> steadyHeaders() {
      Map<String, String> steady = new TreeMap<>();
      headers.forEach((name, values) -> {
        if (!name.equals("date") && !name.equals("content-length")) {
          steady.put(name, String.join("\n", values).replaceAll("=[A-Za-z0-9_-]{43}", "=…"));
        }
      });
      return steady;
    }
  }

  public HttpBrowser() {
    headers.put("Accept-Language", "en");
    headers.put("Origin", ORIGIN);
    headers.put("Sec-Fetch-Site", "same-origin");
  }

  /// A browser that sends this header, or does not send it where `value` is empty.
  public HttpBrowser sending(String name, String value) {
    headers.put(name, value);
    headers.values().removeIf(String::isEmpty);
    return this;
  }

  public Map<String, String> cookies() {
    return cookies;
  }

  /// What is in a cookie; empty where it is not there.
  public String cookie(String name) {
    return cookies.getOrDefault(name, "");
  }

  /// Signs in to the administration as `name` with these roles, on the identity provider's page.
  public HttpBrowser signIn(String subject, String name, String... roles) {
    Page redirect = atProvider(get("/administration/customers").location(), subject, name, roles);
    Page signedIn = get(redirect.location());
    if (signedIn.status() != 302 || session().isEmpty()) {
      throw new AssertionError("Not signed in: " + signedIn);
    }
    return this;
  }

  /// Sends the identity provider's sign-in form, in a browser without cookies.
  public static Page atProvider(String page, String subject, String name, String... roles) {
    String groups =
        Arrays.stream(roles).map(role -> "\"" + role + "\"").collect(Collectors.joining(","));
    String claims =
        "{\"name\":\"%s\",\"groups\":[%s]}"
            .formatted(name.replace("\\", "\\\\").replace("\"", "\\\""), groups);
    return send(
        HttpRequest.newBuilder(URI.create(page))
            .header("Content-Type", FORM_TYPE)
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    encoded(Map.of("username", subject, "claims", claims)))));
  }

  /// The cookies of an administrator's session.
  public Map<String, String> session() {
    return cookies.entrySet().stream()
        .filter(cookie -> cookie.getKey().startsWith("q_session"))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /// Every address that it was at.
  public List<String> visited() {
    return visited;
  }

  public Page get(String target) {
    return call("GET", target, null);
  }

  /// Opens a page and sends its form with these fields: names and values in turn.
  public Page fill(String target, String... fields) {
    Page page = get(target);
    return send(page, page.action(target.replaceFirst("[?].*", "")), fields);
  }

  /// Sends the form of `page` that goes to `action`.
  public Page send(Page page, String action, String... fields) {
    Map<String, String> all = page.hidden(action);
    for (int i = 0; i < fields.length; i += 2) {
      all.put(fields[i], fields[i + 1]);
    }
    return post(action, all);
  }

  /// Sends a form without fields to `target`, with the CSRF token of the page `from`.
  public Page submit(String from, String target) {
    Map<String, String> fields = Map.of("form-token", get(from).formToken());
    return post(target, fields);
  }

  public Page post(String target, Map<String, String> fields) {
    return post(target, fields, Map.of());
  }

  /// Sends a form with these headers instead of the browser's own; an empty one is left out.
  public Page post(String target, Map<String, String> fields, Map<String, String> instead) {
    return call("POST", target, encoded(fields), instead);
  }

  /// Goes where an answer sends it.
  public Page follow(Page page) {
    if (page.status() != 303) {
      throw new AssertionError("Sent nowhere: " + page);
    }
    return get(page.header("location"));
  }

  public Page call(String method, String target, @Nullable String body) {
    return call(method, target, body, Map.of());
  }

  /// Sends a request. A body is that of a form, unless `instead` names another `Content-Type`.
  /// Headers in `instead` replace the browser's own; an empty one is left out.
  public Page call(
      String method, String target, @Nullable String body, Map<String, String> instead) {
    visited.add(target);
    Map<String, String> sent = new LinkedHashMap<>(headers);
    if (body == null || instead.containsKey("Content-Type")) {
      sent.keySet().removeAll(HEADERS_OF_FORMS);
    } else {
      sent.put("Content-Type", FORM_TYPE);
    }
    if (!cookies.isEmpty()) {
      sent.put(
          "Cookie",
          cookies.entrySet().stream()
              .map(one -> one.getKey() + "=" + one.getValue())
              .collect(Collectors.joining("; ")));
    }
    sent.putAll(instead);
    sent.values().removeIf(String::isEmpty);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + pathOf(target)))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    sent.forEach(request::header);
    Page page = send(request);
    page.setCookies().forEach(this::keep);
    return page;
  }

  private static String pathOf(String target) {
    return target.startsWith(ORIGIN) ? target.substring(ORIGIN.length()) : target;
  }

  private static Page send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          CLIENT.send(
              request.timeout(Duration.ofSeconds(60)).build(),
              HttpResponse.BodyHandlers.ofString(UTF_8));
      return new Page(response.statusCode(), response.headers().map(), response.body());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stop);
    }
  }

  private void keep(String header) {
    List<String> parts = Arrays.asList(header.split("; *"));
    String[] pair = parts.getFirst().split("=", 2);
    if (parts.stream().anyMatch(part -> part.equalsIgnoreCase("Max-Age=0"))) {
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
