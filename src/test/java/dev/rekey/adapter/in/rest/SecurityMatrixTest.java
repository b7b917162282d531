package dev.rekey.adapter.in.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rekey.adapter.in.http.ResourceClasses;
import dev.rekey.local.profile.AllFeatures;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Every call of administration, with every credential that there is.
@QuarkusTest
@TestProfile(AllFeatures.class)
class SecurityMatrixTest extends ApiTest {
  private static final String REALM = "Bearer realm=\"rekey\"";

  @Test
  void onlyTheRightRolePasses() {
    Set<String> rights = rights();
    assertThat(rights)
        .containsExactlyInAnyOrder(
            "customers:read",
            "customers:reset-password",
            "customers:force-sign-in",
            "customers:write",
            "settings:write",
            "oauth-tokens:write",
            "oauth-tokens:introspect",
            "global-token-revocation",
            "security-events:manage",
            "event-streams:write");
    for (OpenApiDocument.Operation operation : administration()) {
      String right = right(operation);
      for (String role : rights) {
        Response answer = call(operation, administrator(role));
        if (role.equals(right)) {
          assertThat(answer.statusCode()).as("%s as %s", operation, role).isNotIn(401, 403);
        } else {
          forbidden(operation, answer, right);
        }
      }
      assertThat(call(operation, storeAdmin()).statusCode())
          .as("%s as store-admin", operation)
          .isNotIn(401, 403);
      forbidden(operation, call(operation, administrator()), right);
      forbidden(operation, call(operation, administrator("STORE-ADMIN", right + "x")), right);
    }
  }

  @Test
  void noTokenOrAWrongOneIsRefused() {
    Account account = account();
    String session = signedIn(account);
    String integration = integration(account, "erp");
    for (OpenApiDocument.Operation operation : administration()) {
      Response without = call(operation, visitor());
      assertThat(without.statusCode()).as("%s", operation).isEqualTo(401);
      assertThat(without.header("WWW-Authenticate")).as("%s", operation).isEqualTo(REALM);
      credentials(session, integration)
          .forEach((what, authorization) -> {
            Response answer = call(operation, visitor().header("Authorization", authorization));
            assertThat(answer.statusCode()).as("%s with %s", operation, what).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate"))
                .as("%s with %s", operation, what)
                .isEqualTo(REALM + ", error=\"invalid_token\"");
          });
    }
    me(session).then().statusCode(200);
  }

  @Test
  void theCallsOfACustomerTakeNoTokenOfAnAdministrator() {
    for (String token :
        List.of(
            identityProvider().token("anna", ALL_RIGHTS),
            identityProvider().forgedToken("anna", ALL_RIGHTS),
            identityProvider().unsignedToken("anna", ALL_RIGHTS),
            "nonsense",
            "a".repeat(43))) {
      me(token).then().statusCode(401);
      bearer(token).delete("/sign-ins/current").then().statusCode(401);
      bearer(token).contentType(JSON).body("{}").put("/me/password").then().statusCode(401);
    }
  }

  @Test
  void aTokenThatDoesNotCountIsRefusedByThePublicCallsToNobodysHarm() {
    for (String token :
        List.of(identityProvider().expiredToken("anna", ALL_RIGHTS), "nonsense", "")) {
      assertThat(bearer(token).get("/password-policy").statusCode()).isIn(200, 401);
    }
  }

  @Test
  void everyMethodOfAResourceSaysWhoMayCallIt() {
    for (Class<?> resource : ResourceClasses.api()) {
      for (Method method : resource.getDeclaredMethods()) {
        boolean route =
            Arrays.stream(method.getAnnotations())
                .anyMatch(one -> one.annotationType().isAnnotationPresent(HttpMethod.class));
        if (route) {
          assertThat(
                  method.isAnnotationPresent(RolesAllowed.class)
                      || method.isAnnotationPresent(PermitAll.class)
                      || resource.isAnnotationPresent(RolesAllowed.class)
                      || resource.isAnnotationPresent(PermitAll.class))
              .as("%s", method)
              .isTrue();
        }
      }
    }
  }

  private static Map<String, String> credentials(String session, String integration) {
    Map<String, String> credentials = new LinkedHashMap<>();
    credentials.put("nonsense", "Bearer nonsense");
    credentials.put("an empty token", "Bearer ");
    credentials.put("a token cut off", "Bearer " + cutOff(identityProvider().token("a", "b")));
    credentials.put(
        "an expired token", "Bearer " + identityProvider().expiredToken("anna", ALL_RIGHTS));
    credentials.put(
        "another issuer's token",
        "Bearer " + identityProvider().tokenOfAnotherIssuer("anna", ALL_RIGHTS));
    credentials.put(
        "a forged token", "Bearer " + identityProvider().forgedToken("anna", ALL_RIGHTS));
    credentials.put(
        "an unsigned token", "Bearer " + identityProvider().unsignedToken("anna", ALL_RIGHTS));
    credentials.put("a customer's token", "Bearer " + session);
    credentials.put("an integration's token", "Bearer " + integration);
    credentials.put("a password", "Basic YW5uYTphbm5h");
    credentials.put("no scheme", identityProvider().token("anna", ALL_RIGHTS));
    return credentials;
  }

  private static String cutOff(String token) {
    return token.substring(0, token.length() - 10);
  }

  private static void forbidden(
      OpenApiDocument.Operation operation, Response answer, String right) {
    assertThat(answer.statusCode()).as("%s", operation).isEqualTo(403);
    assertThat(answer.header("WWW-Authenticate"))
        .as("%s", operation)
        .isEqualTo(REALM + ", error=\"insufficient_scope\", scope=\"" + right + "\"");
  }

  private static Response call(OpenApiDocument.Operation operation, RequestSpecification caller) {
    String path = operation.path().replace("{id}", unique("t")).replace("{tokenId}", "x");
    JsonNode content = operation.node().path("requestBody").path("content");
    if (content.isMissingNode() || operation.id().equals("sendPasswordReset")) {
      return caller.request(operation.method(), path);
    }
    String mediaType = OpenApiDocument.names(content).getFirst();
    String body =
        switch (operation.id()) {
          case "createOrReplaceCustomer" -> "{\"email\":\"" + uniqueEmail() + "\"}";
          case "issueOAuthToken" -> "{\"client\":\"erp\"}";
          case "startForceSignIns" -> "{\"customerIds\":[\"" + unique("nobody") + "\"]}";
          case "changeSettings" -> "{}";
          case "revokeGlobally" ->
              "{\"sub_id\":{\"format\":\"opaque\",\"id\":\"" + unique("nobody") + "\"}}";
          case "introspectToken" -> "token=x";
          // refused for what it says, after it is known who says it
          case "createEventStream" -> "{\"aud\":1}";
          case "changeEventStream", "replaceEventStream", "verifyEventStream" ->
              "{\"stream_id\":\"nobody\"}";
          case "setEventStreamStatus" -> "{\"stream_id\":\"nobody\",\"status\":\"paused\"}";
          case "pollSecurityEvents" -> "{}";
          default -> throw new AssertionError("No body for " + operation);
        };
    return caller.contentType(mediaType).body(body).request(operation.method(), path);
  }

  private static List<OpenApiDocument.Operation> administration() {
    List<OpenApiDocument.Operation> administration =
        OpenApiDocument.get().operations().stream()
            .filter(one -> one.node().path("security").toString().startsWith("[{\"oidc\":[]}"))
            .toList();
    assertThat(administration).hasSize(27);
    return administration;
  }

  private static Set<String> rights() {
    Set<String> rights = new TreeSet<>();
    administration().forEach(one -> rights.add(right(one)));
    return rights;
  }

  private static String right(OpenApiDocument.Operation operation) {
    return operation.node().path("x-right").asText();
  }
}
