package dev.rekey.adapter.in.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// An administrator with a browser that keeps cookies, follows nothing by itself and runs no
/// script.
final class Clerk {
  /// Where the pages are, as far as the service knows.
  static final String ADDRESS = "http://localhost:8080";

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private static final Pattern TOKEN = Pattern.compile("name=\"form-token\" value=\"([^\"]+)\"");

  private final int port;
  private final Map<String, String> cookies = new HashMap<>();

  Clerk(int port) {
    this.port = port;
  }

  /// Signs in as `name`, who has `roles`, on the identity provider's page.
  Clerk signIn(String subject, String name, String... roles) {
    HttpResponse<String> away = get("/administration/customers");
    HttpResponse<String> back = atProvider(location(away), subject, name, roles);
    HttpResponse<String> in = get(location(back).replace(ADDRESS, ""));
    if (in.statusCode() != 302 || cookies.keySet().stream().noneMatch(Clerk::isSession)) {
      throw new AssertionError("Not signed in: " + in.statusCode() + " " + in.body());
    }
    return this;
  }

  static HttpResponse<String> atProvider(
      String page, String subject, String name, String... roles) {
    String groups =
        Arrays.stream(roles).map(role -> "\"" + role + "\"").collect(Collectors.joining(","));
    String claims =
        "{\"name\":\"%s\",\"groups\":[%s]}"
            .formatted(name.replace("\\", "\\\\").replace("\"", "\\\""), groups);
    return send(
        HttpRequest.newBuilder(URI.create(page))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(body(Map.of("username", subject, "claims", claims))));
  }

  HttpResponse<String> get(String path) {
    return call(path, "GET", HttpRequest.BodyPublishers.noBody(), Map.of());
  }

  /// Sends a form without fields of the page `from` to `path`.
  HttpResponse<String> submit(String from, String path) {
    return submit(from, path, Map.of());
  }

  /// Sends the form of the page `from` to `path`.
  HttpResponse<String> submit(String from, String path, Map<String, String> fields) {
    Map<String, String> whole = new HashMap<>(fields);
    whole.put("form-token", formToken(get(from)));
    return post(path, whole, Map.of("Origin", ADDRESS));
  }

  HttpResponse<String> post(String path, Map<String, String> fields, Map<String, String> headers) {
    Map<String, String> whole = new HashMap<>(headers);
    whole.put("Content-Type", "application/x-www-form-urlencoded");
    return call(path, "POST", body(fields), whole);
  }

  HttpResponse<String> call(
      String path, String method, HttpRequest.BodyPublisher body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).method(method, body);
    headers.forEach(request::header);
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(one -> one.getKey() + "=" + one.getValue())
              .collect(Collectors.joining("; ")));
    }
    HttpResponse<String> response = send(request);
    setCookies(response).forEach(this::keep);
    return response;
  }

  /// What the service has this browser keep.
  Map<String, String> cookies() {
    return cookies;
  }

  /// The cookies of the session.
  Map<String, String> session() {
    return cookies.entrySet().stream()
        .filter(one -> isSession(one.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  static String formToken(HttpResponse<String> page) {
    Matcher token = TOKEN.matcher(page.body());
    if (!token.find()) {
      throw new AssertionError("No form on " + page.statusCode() + " " + page.body());
    }
    return token.group(1);
  }

  static String location(HttpResponse<String> response) {
    return response
        .headers()
        .firstValue("Location")
        .orElseThrow(() ->
            new AssertionError("No way on: " + response.statusCode() + " " + response.body()));
  }

  static List<String> setCookies(HttpResponse<String> response) {
    return response.headers().allValues("Set-Cookie");
  }

  private static boolean isSession(String cookie) {
    return cookie.startsWith("q_session");
  }

  private void keep(String header) {
    List<String> parts = new ArrayList<>(List.of(header.split("; *")));
    String[] pair = parts.removeFirst().split("=", 2);
    if (parts.stream().anyMatch(part -> part.equalsIgnoreCase("Max-Age=0"))) {
      cookies.remove(pair[0]);
    } else {
      cookies.put(pair[0], pair[1]);
    }
  }

  private static HttpRequest.BodyPublisher body(Map<String, String> fields) {
    return HttpRequest.BodyPublishers.ofString(
        fields.entrySet().stream()
            .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
            .collect(Collectors.joining("&")));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(
          request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
