package dev.rekey.config;

import dev.rekey.domain.settings.Setting;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.common.utils.StringUtil;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/// The names of settings in the environment.
///
/// As a configuration source it reads `REKEY_STORES_DE_CH_NAME` as `rekey.stores.de-ch.name`:
/// SmallRye does not find a name with a hyphen in an environment variable. As a check it rejects
/// each name that no setting reads, so that a setting with a typing error is not dropped silently.
public final class EnvironmentVariables implements ConfigSourceFactory {
  private static final String PREFIX = "rekey.";

  // above EnvConfigSource (300), which has the same values under other names
  private static final int ORDINAL = 301;

  /// The variables, with their values, that Kubernetes sets for a service with a name that begins
  /// with "rekey".
  private static final Pattern SERVICE_LINK =
      Pattern.compile(
          "REKEY(?:_[A-Z0-9_]+)?_(?:SERVICE_HOST=.*|SERVICE_PORT(?:_[A-Z0-9_]+)?=.*"
              + "|PORT=(?:tcp|udp|sctp)://.*"
              + "|PORT_[0-9]+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?=.*)");

  private static final char UNDECODABLE = '\uFFFD';

  private final List<String> properties = properties();

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    Map<String, String> values = new HashMap<>();
    for (String property : properties) {
      Pattern variable = variable(property);
      context
          .iterateNames()
          .forEachRemaining(name -> {
            Matcher named = variable.matcher(name);
            if (named.matches() && named.groupCount() > 0 && named.group(1).contains("_")) {
              String id = named.group(1).toLowerCase(Locale.ROOT).replace('_', '-');
              values.put(property.replace("*", id), context.getValue(name).getValue());
            }
          });
    }
    return List.of(new PropertiesConfigSource(values, "environment, names with a hyphen", ORDINAL));
  }

  /// Rejects names that no setting reads, and values that could not be decoded.
  static void check(SmallRyeConfig config) {
    List<Pattern> variables = new ArrayList<>();
    List<Pattern> names = new ArrayList<>();
    for (String property : properties()) {
      variables.add(variable(property));
      names.add(name(property));
    }
    for (ConfigSource source : config.getConfigSources()) {
      boolean environment = source instanceof EnvConfigSource;
      for (String name : source.getPropertyNames()) {
        // the environment source lists names both as they are set and as it derives them
        if (environment ? !name.contains(".") : name.startsWith(PREFIX)) {
          check(name, source.getValue(name), environment ? variables : names);
        }
      }
    }
  }

  private static void check(String name, @Nullable String value, List<Pattern> known) {
    boolean ours = name.startsWith(PREFIX) || name.regionMatches(true, 0, "REKEY_", 0, 6);
    if ((ours || name.startsWith("QUARKUS_")) && value != null && value.indexOf(UNDECODABLE) >= 0) {
      throw InvalidConfiguration.ofName(
          name, "has characters that could not be decoded; use UTF-8 and set LC_ALL=C.UTF-8");
    }
    if (ours
        && known.stream().noneMatch(pattern -> pattern.matcher(name).matches())
        && !SERVICE_LINK.matcher(name + "=" + value).matches()) {
      throw InvalidConfiguration.ofName(
          name, "is the name of no setting; docs/CONFIGURATION.md lists all of them");
    }
  }

  private static Pattern variable(String property) {
    String name = property.replaceAll("[^a-z0-9*]", "_").toUpperCase(Locale.ROOT);
    return Pattern.compile(name.replace("*", "([A-Z0-9]+(?:_[A-Z0-9]+)*)") + "(?:_[0-9]+_)?");
  }

  private static Pattern name(String property) {
    String name = property.replace(".", "\\.").replace("*", "(?:[^.\"]+|\"[^\"]+\")");
    return Pattern.compile(name + "(?:\\[[0-9]+])?");
  }

  /// All properties; an asterisk stands for the name of a store, an issuer or a server.
  private static List<String> properties() {
    List<String> properties = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      properties.add(PREFIX + setting.key());
    }
    collect(PREFIX, Settings.class, properties);
    return properties;
  }

  private static void collect(String prefix, Class<?> type, List<String> properties) {
    for (Method method : type.getMethods()) {
      String property = prefix + StringUtil.skewer(method.getName());
      if (method.getReturnType() == Map.class
          && method.getGenericReturnType() instanceof ParameterizedType map
          && map.getActualTypeArguments()[1] instanceof Class<?> element) {
        collect(property + ".*.", element, properties);
      } else if (RangeValidator.isGroup(method)) {
        collect(property + ".", method.getReturnType(), properties);
      } else {
        properties.add(property);
      }
    }
  }
}
