package dev.rekey.adapter.in.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.regex.Pattern;

/// Rejects requests on whose end, host or path this service and a proxy in front may disagree
/// (request smuggling, RFC 9112, section 11.2; ASVS 5.0, 4.2.1). It is the first to see a request;
/// the answer is 400, and the connection closes.
@Singleton
class RequestFraming {
  private static final int FIRST = 3000;
  private static final String TRANSFER_ENCODING = "Transfer-Encoding";

  /// What a path in its normal form does not have (RFC 3986, section 6.2.2): empty and dot
  /// segments, parameters, and an encoded full stop, slash, backslash, semicolon, letter or digit.
  private static final Pattern NOT_NORMAL =
      Pattern.compile(
          "//|/\\.{1,2}(?:/|$)|[;\\\\]" + "|%(?:2e|2f|3b|5c|3[0-9]|[46][1-9a-f]|[57][0-9a])",
          Pattern.CASE_INSENSITIVE);

  void register(@Observes Filters filters) {
    filters.register(RequestFraming::check, FIRST);
  }

  private static void check(RoutingContext call) {
    HttpServerRequest request = call.request();
    if (LingeringClose.isAnnounced(request.connection())) {
      request.connection().close();
    } else if (isAmbiguous(request) || !isNormal(request.uri())) {
      call.fail(Status.BAD_REQUEST.getStatusCode());
    } else {
      call.next();
    }
  }

  private static boolean isAmbiguous(HttpServerRequest request) {
    HttpVersion version = request.version();
    List<String> encodings = request.headers().getAll(TRANSFER_ENCODING);
    boolean chunked =
        encodings.size() == 1
            && encodings.getFirst().equalsIgnoreCase("chunked")
            && version == HttpVersion.HTTP_1_1
            && !request.headers().contains(HttpHeaders.CONTENT_LENGTH);
    int hosts = request.headers().getAll(HttpHeaders.HOST).size();
    return !encodings.isEmpty() && !chunked
        || request.headers().getAll(HttpHeaders.CONTENT_LENGTH).size() > 1
        || hosts > 1
        || hosts == 0 && version == HttpVersion.HTTP_1_1;
  }

  private static boolean isNormal(String target) {
    int query = target.indexOf('?');
    return !NOT_NORMAL.matcher(query < 0 ? target : target.substring(0, query)).find();
  }
}
