package dev.rekey.adapter.in.web;

import dev.rekey.application.ChangeSettings;
import dev.rekey.application.port.SettingsStore;
import dev.rekey.domain.settings.ServiceSettings;
import dev.rekey.domain.settings.Setting;
import dev.rekey.http.Right;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The limits, the policy and the lifetimes, as a form. [Administration] asks who calls.
@Path("/administration/settings")
@PermitAll
@RunOnVirtualThread
@EndpointDisabled(
    name = "rekey.pages.administration",
    stringValue = "false",
    disableIfMissing = true)
class SettingsPages {
  static final String SETTINGS = "settings";

  private static final Map<String, List<Setting>> GROUPS = new LinkedHashMap<>();

  static {
    GROUPS.put(
        "requests",
        List.of(
            Setting.PROTECTION,
            Setting.MAX_REQUESTS_PER_HOUR,
            Setting.MAX_REQUESTS_PER_HOUR_PER_IP,
            Setting.MIN_INTERVAL,
            Setting.ADMIN_MAX_REQUESTS_PER_HOUR));
    GROUPS.put(
        "lifetimes",
        List.of(
            Setting.LINK_LIFETIME,
            Setting.ACCESS_TOKEN_LIFETIME,
            Setting.LOCKOUT_FAILURES,
            Setting.LOCKOUT_TIME));
    GROUPS.put(
        "passwords",
        List.of(
            Setting.MINIMUM_LENGTH,
            Setting.MAXIMUM_LENGTH,
            Setting.REQUIRED_CHARACTER_CLASSES,
            Setting.SPACES_ALLOWED,
            Setting.REJECT_COMPROMISED));
  }

  private final Administration administration;
  private final SettingsStore settings;
  private final ServiceSettings defaults;
  private final ChangeSettings changeSettings;

  SettingsPages(
      Administration administration,
      SettingsStore settings,
      ServiceSettings defaults,
      ChangeSettings changeSettings) {
    this.administration = administration;
    this.settings = settings;
    this.defaults = defaults;
    this.changeSettings = changeSettings;
  }

  @GET
  public Response form(@Context RoutingContext call) {
    return administration.answer(
        call,
        SETTINGS,
        Right.SETTINGS_WRITE,
        desk ->
            show(
                desk,
                200,
                SettingsForm.of(settings.current()),
                new Form(desk.visit().formToken())));
  }

  @POST
  public Response change(byte @Nullable [] body, @Context RoutingContext call) {
    return administration.answer(call, SETTINGS, Right.SETTINGS_WRITE, body, this::change);
  }

  private Response change(Desk desk, Submitted submitted) {
    SettingsForm typed = SettingsForm.of(submitted);
    Form form = new Form(desk.visit().formToken());
    Map<Setting, Optional<String>> changes =
        typed.changes(wrong -> form.wrong(wrong.text(), about(desk, wrong)));
    if (form.failed()) {
      return show(desk, 422, typed, form);
    }
    if (changes.isEmpty()) {
      return administration.done(desk, SETTINGS, Done.NOTHING_CHANGED);
    }
    return switch (changeSettings.change(changes, desk.origin())) {
      case ChangeSettings.Outcome.Changed _ ->
          administration.done(desk, SETTINGS, Done.changed(changes.size()));
      case ChangeSettings.Outcome.Invalid(Setting setting) ->
          show(
              desk,
              422,
              typed,
              form.wrong(
                  setting.text(),
                  about(
                      desk,
                      setting,
                      administration.say(desk, "page.administration.settings.lengths"))));
    };
  }

  private String about(Desk desk, Setting setting) {
    return about(
        desk,
        setting,
        switch (setting.kind()) {
          case COUNT ->
              administration.say(desk, "invalid.range", setting.least(), setting.greatest());
          case DURATION ->
              administration.say(
                  desk, "page.administration.duration.wrong", Setting.LONGEST.toDays());
          case SWITCH, CHOICE -> administration.say(desk, "page.administration.choice.wrong");
        });
  }

  // the summary on top of the form names the field
  private String about(Desk desk, Setting setting, String fault) {
    return administration.say(desk, "page.administration.setting." + setting.key()) + " – " + fault;
  }

  private Response show(Desk desk, int status, SettingsForm values, Form form) {
    List<SettingField.Group> groups =
        GROUPS.entrySet().stream()
            .map(group ->
                new SettingField.Group(
                    group.getKey(),
                    group.getValue().stream()
                        .map(setting -> values.field(setting, defaults, form))
                        .toList()))
            .toList();
    return administration.show(
        desk, status, SETTINGS, "settings", Map.of("form", form, "groups", groups));
  }
}
