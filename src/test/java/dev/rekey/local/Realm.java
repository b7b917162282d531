package dev.rekey.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// A realm with customers, two storefront clients, a resource server, and a client for the service
/// that has the least rights: to search for users, and to see and manage the members of the group
/// of customers. It is set up as the README says.
public final class Realm {
  /// A client that customers sign in at, with sessions.
  public static final String WEB = "web";

  /// A client that asks for offline access.
  public static final String APP = "app";

  /// Whose certificates count.
  public static final SSLContext TRUST = trust();

  private static final String SERVICE = "rekey";
  private static final String RESOURCE_SERVER = "rs";
  private static final String SHARED = "of-the-tests-only";
  private static final String GROUP = "customers";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI server;
  private final String name;

  private Realm(URI server, String name) {
    this.server = server;
    this.name = name;
  }

  private static SSLContext trust() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException everyJdkHasOne) {
      throw new IllegalStateException(everyJdkHasOne);
    }
  }

  /// What came back.
  public record Answer(int status, JsonNode json) {}

  /// What a sign-in gives.
  public record Tokens(String access, String refresh) {}

  /// A user as the realm's administrator makes one.
  public record User(
      String id,
      @Nullable String email,
      @Nullable String name,
      @Nullable String locale,
      boolean enabled,
      boolean customer) {
    /// An active customer.
    public static User of(String id, String email) {
      return new User(id, email, "Name of " + id, "en", true, true);
    }

    /// The same, who has no address.
    public User withoutEmail() {
      return new User(id, null, name, locale, enabled, customer);
    }

    /// Somebody else of the realm.
    public User notACustomer() {
      return new User(id, email, name, locale, enabled, false);
    }

    private Map<String, Object> representation() {
      Map<String, Object> user = new LinkedHashMap<>();
      user.put("id", id);
      user.put("username", "user-" + id);
      user.put("enabled", enabled);
      user.put("emailVerified", email != null);
      if (email != null) {
        user.put("email", email);
      }
      if (name != null) {
        user.put("firstName", name);
      }
      user.put("attributes", locale == null ? Map.of() : Map.of("locale", List.of(locale)));
      user.put("realmRoles", List.of("offline_access"));
      if (customer) {
        user.put("groups", List.of("/" + GROUP));
      }
      return user;
    }
  }

  /// Makes the realm, and the rights of the service in it.
  public static Realm create(Keycloak keycloak, String name) {
    Realm realm = new Realm(keycloak.baseUri(), name);
    realm.create();
    realm.giveRights();
    return realm;
  }

  /// The server that it is on.
  public URI server() {
    return server;
  }

  /// The settings of a service whose customers these are.
  public Map<String, String> settings() {
    return Map.of(
        "rekey.identity",
        "keycloak",
        "rekey.keycloak.url",
        server.toString(),
        "rekey.keycloak.realm",
        name,
        "rekey.keycloak.client-id",
        SERVICE,
        "rekey.keycloak.client-secret",
        SHARED,
        // a machine that is busy with other builds is no reason to fail
        "rekey.keycloak.deadline",
        "PT15S");
  }

  /// Creates users, or makes them what they are to be.
  public void put(User... users) {
    for (User user : users) {
      if (admin("GET", "/users/" + user.id, null).status == 404) {
        expect(
            200,
            admin(
                "POST",
                "/partialImport",
                Map.of("ifResourceExists", "FAIL", "users", List.of(user.representation()))));
      } else {
        expect(204, admin("PUT", "/users/" + user.id, user.representation()));
      }
    }
  }

  public void delete(String id) {
    expect(204, admin("DELETE", "/users/" + id, null));
  }

  /// Deletes all users.
  public void clear() {
    admin("GET", "/users?max=-1", null).json.forEach(user -> delete(user.path("id").asText()));
  }

  public void setPassword(String id, String password) {
    expect(
        204,
        admin(
            "PUT",
            "/users/" + id + "/reset-password",
            Map.of("type", "password", "value", password, "temporary", false)));
  }

  /// Changes settings of the realm.
  public void set(Map<String, ?> settings) {
    Map<String, Object> representation = new HashMap<>(settings);
    representation.put("realm", name);
    expect(204, admin("PUT", "", representation));
  }

  /// Takes the permission of the service away.
  public void takeRights() {
    String base = "/clients/" + client("admin-permissions") + "/authz/resource-server";
    for (String kind : List.of("/permission", "/policy")) {
      for (JsonNode one : admin("GET", base + kind + "?max=100", null).json) {
        if (one.path("name").asText().startsWith(SERVICE)) {
          expect(204, admin("DELETE", base + "/policy/" + one.path("id").asText(), null));
        }
      }
    }
  }

  /// How many offline grants and sessions the user has.
  public int signedIn(String id) {
    int grants = 0;
    for (JsonNode consent : admin("GET", "/users/" + id + "/consents", null).json) {
      grants += consent.path("additionalGrants").size();
    }
    return grants + admin("GET", "/users/" + id + "/sessions", null).json.size();
  }

  /// Signs in with a password, as a storefront does; nothing where that is refused.
  public Optional<Tokens> signIn(String id, String password, String client, String scope) {
    Answer answer =
        form(
            "/protocol/openid-connect/token",
            Map.of(
                "grant_type", "password",
                "client_id", client,
                "client_secret", SHARED,
                "username", "user-" + id,
                "password", password,
                "scope", scope));
    return answer.status == 200
        ? Optional.of(
            new Tokens(
                answer.json.path("access_token").asText(),
                answer.json.path("refresh_token").asText()))
        : Optional.empty();
  }

  /// Whether a refresh or offline token still gives tokens.
  public boolean refreshes(String client, Tokens tokens) {
    return form(
                "/protocol/openid-connect/token",
                Map.of(
                    "grant_type",
                    "refresh_token",
                    "client_id",
                    client,
                    "client_secret",
                    SHARED,
                    "refresh_token",
                    tokens.refresh))
            .status
        == 200;
  }

  /// What introspection says of an access token to the resource server that it is meant for.
  public boolean active(Tokens tokens) {
    return form(
            "/protocol/openid-connect/token/introspect",
            Map.of("client_id", RESOURCE_SERVER, "client_secret", SHARED, "token", tokens.access))
        .json
        .path("active")
        .asBoolean();
  }

  private void create() {
    Map<String, Object> realm = new HashMap<>();
    realm.put("realm", name);
    realm.put("enabled", true);
    realm.put("sslRequired", "none");
    realm.put("adminPermissionsEnabled", true);
    realm.put("internationalizationEnabled", true);
    realm.put("supportedLocales", List.of("en", "sv", "zh-Hans"));
    realm.put("defaultLocale", "en");
    realm.put("groups", List.of(Map.of("name", GROUP)));
    Map<String, Object> service = confidential(SERVICE, false);
    service.put("serviceAccountsEnabled", true);
    realm.put(
        "clients",
        List.of(
            service,
            confidential(WEB, true),
            confidential(APP, true),
            confidential(RESOURCE_SERVER, false)));
    realm.put(
        "users",
        List.of(
            Map.of(
                "username",
                "service-account-" + SERVICE,
                "enabled",
                true,
                "serviceAccountClientId",
                SERVICE,
                "clientRoles",
                Map.of("realm-management", List.of("query-users")))));
    expect(201, call("POST", "/admin/realms", realm));
    // customers of a shop need no names, and the language is an attribute that nobody has declared
    ObjectNode profile = (ObjectNode) admin("GET", "/users/profile", null).json;
    profile.put("unmanagedAttributePolicy", "ADMIN_EDIT");
    profile.path("attributes").forEach(attribute -> ((ObjectNode) attribute).remove("required"));
    expect(200, admin("PUT", "/users/profile", profile));
  }

  private static Map<String, Object> confidential(String id, boolean storefront) {
    Map<String, Object> client = new HashMap<>();
    client.put("clientId", id);
    client.put("secret", SHARED);
    client.put("publicClient", false);
    client.put("standardFlowEnabled", false);
    client.put("directAccessGrantsEnabled", storefront);
    if (storefront) {
      // without it introspection says "inactive" of every token
      client.put(
          "protocolMappers",
          List.of(
              Map.of(
                  "name", "audience",
                  "protocol", "openid-connect",
                  "protocolMapper", "oidc-audience-mapper",
                  "config",
                      Map.of(
                          "included.client.audience",
                          RESOURCE_SERVER,
                          "access.token.claim",
                          "true"))));
    }
    return client;
  }

  /// Gives the service its permission.
  public void giveRights() {
    String group = admin("GET", "/groups?search=" + GROUP, null).json.path(0).path("id").asText();
    String base = "/clients/" + client("admin-permissions") + "/authz/resource-server";
    Answer policy =
        admin(
            "POST",
            base + "/policy/user",
            Map.of("name", SERVICE + "-is", "users", List.of(serviceAccount())));
    expect(201, policy);
    expect(
        201,
        admin(
            "POST",
            base + "/permission/scope",
            Map.of(
                "name", SERVICE + "-may",
                "resourceType", "Groups",
                "resources", List.of(group),
                "scopes", List.of("view-members", "manage-members"),
                "policies", List.of(policy.json.path("id").asText()))));
  }

  private String serviceAccount() {
    return admin("GET", "/clients/" + client(SERVICE) + "/service-account-user", null)
        .json
        .path("id")
        .asText();
  }

  private String client(String id) {
    return admin("GET", "/clients?clientId=" + id, null).json.path(0).path("id").asText();
  }

  private static void expect(int status, Answer answer) {
    if (answer.status != status) {
      throw new IllegalStateException("Keycloak answers " + answer);
    }
  }

  private Answer admin(String method, String path, @Nullable Object body) {
    return call(method, "/admin/realms/" + name + path, body);
  }

  private Answer call(String method, String path, @Nullable Object body) {
    try {
      return send(
          HttpRequest.newBuilder(server.resolve(path))
              .header("Authorization", "Bearer " + administrator())
              .header("Content-Type", "application/json")
              .method(
                  method,
                  body == null
                      ? HttpRequest.BodyPublishers.noBody()
                      : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String administrator() {
    Answer answer =
        form(
            "/realms/master/protocol/openid-connect/token",
            "",
            Map.of(
                "grant_type",
                "password",
                "client_id",
                "admin-cli",
                "username",
                Keycloak.ADMINISTRATOR,
                "password",
                Keycloak.ADMINISTRATOR));
    return answer.json.path("access_token").asText();
  }

  private Answer form(String path, Map<String, String> parameters) {
    return form("/realms/" + name, path, parameters);
  }

  private Answer form(String base, String path, Map<String, String> parameters) {
    String form =
        parameters.entrySet().stream()
            .map(one ->
                one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return send(
        HttpRequest.newBuilder(server.resolve(base + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          http.send(
              request.timeout(Duration.ofSeconds(60)).build(),
              HttpResponse.BodyHandlers.ofString());
      JsonNode json =
          response.body().isBlank() ? MissingNode.getInstance() : JSON.readTree(response.body());
      return new Answer(response.statusCode(), json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
