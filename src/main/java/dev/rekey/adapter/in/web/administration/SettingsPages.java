package dev.rekey.adapter.in.web.administration;

import dev.rekey.adapter.in.http.Roles;
import dev.rekey.adapter.in.http.UrlEncodedForm;
import dev.rekey.adapter.in.web.page.FlashMessage;
import dev.rekey.adapter.in.web.page.FormModel;
import dev.rekey.application.port.settings.SettingsStore;
import dev.rekey.application.settings.ChangeSettings;
import dev.rekey.domain.settings.ServiceSettings;
import dev.rekey.domain.settings.Setting;
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

/// The form for rate limits, password policy and lifetimes. [AdministrationPageRenderer]
/// authenticates and authorizes.
@Path("/administration/settings")
@PermitAll
@RunOnVirtualThread
@EndpointDisabled(
    name = "rekey.pages.administration",
    stringValue = "false",
    disableIfMissing = true)
public class SettingsPages {
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
            Setting.LOCKOUT_TIME,
            Setting.MAX_SIGN_IN_FAILURES_PER_HOUR_PER_IP,
            Setting.MAX_PASSWORD_CHANGES_PER_HOUR,
            Setting.MAX_MAILS_PER_HOUR));
    GROUPS.put(
        "passwords",
        List.of(
            Setting.MINIMUM_LENGTH,
            Setting.MAXIMUM_LENGTH,
            Setting.REQUIRED_CHARACTER_CLASSES,
            Setting.SPACES_ALLOWED,
            Setting.REJECT_COMPROMISED));
  }

  private final AdministrationPageRenderer administrationPageRenderer;
  private final SettingsStore settings;
  private final ServiceSettings defaults;
  private final ChangeSettings changeSettings;

  SettingsPages(
      AdministrationPageRenderer administrationPageRenderer,
      SettingsStore settings,
      ServiceSettings defaults,
      ChangeSettings changeSettings) {
    this.administrationPageRenderer = administrationPageRenderer;
    this.settings = settings;
    this.defaults = defaults;
    this.changeSettings = changeSettings;
  }

  @GET
  public Response form(@Context RoutingContext call) {
    return administrationPageRenderer.answer(
        call,
        SETTINGS,
        Roles.SETTINGS_WRITE,
        administratorRequest ->
            show(
                administratorRequest,
                200,
                SettingsForm.of(settings.current()),
                new FormModel(administratorRequest.visit().csrfToken())));
  }

  @POST
  public Response change(byte @Nullable [] body, @Context RoutingContext call) {
    return administrationPageRenderer.answer(
        call, SETTINGS, Roles.SETTINGS_WRITE, body, this::change);
  }

  private Response change(AdministratorRequest administratorRequest, UrlEncodedForm form) {
    SettingsForm typed = SettingsForm.of(form);
    FormModel formModel = new FormModel(administratorRequest.visit().csrfToken());
    Map<Setting, Optional<String>> changes =
        typed.changes(
            wrong -> formModel.addError(wrong.text(), about(administratorRequest, wrong)));
    if (formModel.failed()) {
      return show(administratorRequest, 422, typed, formModel);
    }
    if (changes.isEmpty()) {
      return administrationPageRenderer.done(
          administratorRequest, SETTINGS, FlashMessage.of(FlashMessage.Kind.NOTHING_CHANGED));
    }
    return switch (changeSettings.change(changes, administratorRequest.origin())) {
      case ChangeSettings.Outcome.Changed _ ->
          administrationPageRenderer.done(
              administratorRequest,
              SETTINGS,
              new FlashMessage(FlashMessage.Kind.SETTINGS_CHANGED, changes.size()));
      case ChangeSettings.Outcome.Invalid(Setting setting) ->
          show(
              administratorRequest,
              422,
              typed,
              formModel.addError(
                  setting.text(),
                  about(
                      administratorRequest,
                      setting,
                      administrationPageRenderer.text(
                          administratorRequest, "page.administration.settings.lengths"))));
    };
  }

  private String about(AdministratorRequest administratorRequest, Setting setting) {
    return about(
        administratorRequest,
        setting,
        switch (setting.kind()) {
          case COUNT ->
              administrationPageRenderer.text(
                  administratorRequest, "invalid.range", setting.least(), setting.greatest());
          case DURATION ->
              administrationPageRenderer.text(
                  administratorRequest,
                  "page.administration.duration.wrong",
                  Setting.MAX_DURATION.toDays());
          case SWITCH, CHOICE ->
              administrationPageRenderer.text(
                  administratorRequest, "page.administration.choice.wrong");
        });
  }

  // the error summary above the form has no label, so the message names the field
  private String about(AdministratorRequest administratorRequest, Setting setting, String fault) {
    return administrationPageRenderer.text(
            administratorRequest, "page.administration.setting." + setting.key())
        + " – "
        + fault;
  }

  private Response show(
      AdministratorRequest administratorRequest,
      int status,
      SettingsForm values,
      FormModel formModel) {
    List<SettingField.Group> groups =
        GROUPS.entrySet().stream()
            .map(group ->
                new SettingField.Group(
                    group.getKey(),
                    group.getValue().stream()
                        .map(setting -> values.field(setting, defaults, formModel))
                        .toList()))
            .toList();
    return administrationPageRenderer.show(
        administratorRequest,
        status,
        SETTINGS,
        "settings",
        Map.of("form", formModel, "groups", groups));
  }
}
