package dev.rekey.adapter.in.rest.settings;

import dev.rekey.adapter.in.http.Roles;
import dev.rekey.adapter.in.rest.problem.InvalidRequestException;
import dev.rekey.adapter.in.rest.problem.ProblemResponses;
import dev.rekey.adapter.in.rest.request.Caller;
import dev.rekey.adapter.in.rest.request.JsonRequest;
import dev.rekey.application.port.settings.SettingsStore;
import dev.rekey.application.settings.ChangeSettings;
import dev.rekey.domain.password.PasswordPolicy;
import dev.rekey.domain.settings.ServiceSettings;
import dev.rekey.domain.settings.Setting;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The rate limits, rules and lifetimes that an administrator can change at run time.
@Path("/settings")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class SettingsResource {
  private final SettingsStore settings;
  private final ChangeSettings changeSettings;
  private final ProblemResponses problemResponses;
  private final Caller caller;
  private final SecurityIdentity identity;

  SettingsResource(
      SettingsStore settings,
      ChangeSettings changeSettings,
      ProblemResponses problemResponses,
      Caller caller,
      SecurityIdentity identity) {
    this.settings = settings;
    this.changeSettings = changeSettings;
    this.problemResponses = problemResponses;
    this.caller = caller;
    this.identity = identity;
  }

  @GET
  @RolesAllowed(Roles.SETTINGS_WRITE)
  public Map<String, Object> read() {
    return view(settings.current());
  }

  /// Applies a JSON merge patch (RFC 7396). A missing member keeps its value; `null` restores the
  /// configured default.
  @PATCH
  @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
  @RolesAllowed(Roles.SETTINGS_WRITE)
  public Response change(
      byte @Nullable [] body, @Context HttpHeaders headers, @Context HttpServerRequest request) {
    JsonRequest json = JsonRequest.read(body);
    Map<Setting, Optional<String>> changes = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      if (json.names().contains(setting.text())) {
        json.any(setting.text())
            .ifPresentOrElse(
                value ->
                    read(json, setting, value)
                        .ifPresent(text -> changes.put(setting, Optional.of(text))),
                () -> changes.put(setting, Optional.empty()));
      }
    }
    json.throwIfInvalid();
    ChangeSettings.Outcome outcome =
        changeSettings.change(changes, caller.administrator(identity, request));
    return switch (outcome) {
      case ChangeSettings.Outcome.Changed changed -> Response.ok(view(changed.settings())).build();
      case ChangeSettings.Outcome.Invalid(Setting setting) -> {
        PasswordPolicy policy = settings.current().passwordPolicy();
        boolean minimum = setting == Setting.MINIMUM_LENGTH;
        int least = minimum ? setting.least() : policy.minimumLength();
        int greatest = minimum ? policy.maximumLength() : setting.greatest();
        yield problemResponses.invalid(
            headers,
            List.of(
                new InvalidRequestException.Fault(
                    "#/" + setting.text(), "invalid.range", List.of(least, greatest))));
      }
    };
  }

  private static Optional<String> read(JsonRequest json, Setting setting, Object value) {
    String name = setting.text();
    return switch (setting.kind()) {
      case COUNT -> {
        if (!(value instanceof Long count)) {
          json.addError(name, "invalid.type-integer");
          yield Optional.empty();
        }
        yield fitting(
            json, setting, count.toString(), "invalid.range", setting.least(), setting.greatest());
      }
      case SWITCH -> {
        if (!(value instanceof Boolean on)) {
          json.addError(name, "invalid.type-boolean");
          yield Optional.empty();
        }
        yield Optional.of(on.toString());
      }
      case DURATION -> {
        if (!(value instanceof String text)) {
          json.addError(name, "invalid.type-string");
          yield Optional.empty();
        }
        yield fitting(json, setting, text, "invalid.duration");
      }
      case CHOICE -> {
        if (!(value instanceof String text)) {
          json.addError(name, "invalid.type-string");
          yield Optional.empty();
        }
        yield fitting(json, setting, text, "invalid.choice", String.join(", ", setting.choices()));
      }
    };
  }

  private static Optional<String> fitting(
      JsonRequest json, Setting setting, String text, String key, Object... arguments) {
    Optional<String> canonical = setting.canonical(text);
    if (canonical.isEmpty()) {
      json.addError(setting.text(), key, arguments);
    }
    return canonical;
  }

  private static Map<String, Object> view(ServiceSettings settings) {
    Map<String, Object> view = new LinkedHashMap<>();
    for (Setting setting : Setting.values()) {
      String text = settings.text(setting);
      view.put(
          setting.text(),
          switch (setting.kind()) {
            case COUNT -> Integer.valueOf(text);
            case SWITCH -> Boolean.valueOf(text);
            case DURATION, CHOICE -> text;
          });
    }
    return view;
  }
}
