package dev.rekey.adapter.in.rest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A request and its answer, whichever client made it.
record Exchange(
    String method,
    String target,
    Map<String, List<String>> requestHeaders,
    byte[] requestBody,
    int status,
    Map<String, List<String>> headers,
    byte[] body) {

  Exchange(
      String method,
      String target,
      Map<String, List<String>> requestHeaders,
      byte[] requestBody,
      int status,
      Map<String, List<String>> headers,
      byte[] body) {
    this.method = method;
    this.target = target;
    this.requestHeaders = byName(requestHeaders);
    this.requestBody = requestBody.clone();
    this.status = status;
    this.headers = byName(headers);
    this.body = body.clone();
  }

  String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  List<String> query() {
    int query = target.indexOf('?');
    return query < 0 ? List.of() : Arrays.asList(target.substring(query + 1).split("&", -1));
  }

  Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  /// The media type of the answer without its parameters.
  String mediaType() {
    return bare(header("Content-Type").orElse(""));
  }

  /// The media type of the request without its parameters.
  String requestMediaType() {
    return bare(
        requestHeaders.getOrDefault("Content-Type", List.of()).stream().findFirst().orElse(""));
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "%s %s -> %d %s %s".formatted(method, target, status, headers, text());
  }

  private static String bare(String mediaType) {
    return mediaType.replaceFirst(";.*", "").trim().toLowerCase(Locale.ROOT);
  }

  private static Map<String, List<String>> byName(Map<String, List<String>> headers) {
    Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    byName.putAll(headers);
    return byName;
  }
}
