package io.clientele.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.clientele.failure.ClienteleException;
import io.clientele.failure.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The layers of a configuration: overrides over the user's file over the defaults. */
final class ConfFile {
  /** What stands for the file of an override. */
  static final String SET = "--set";

  /** What stands for the file of a default. */
  static final String DEFAULTS = "clientele defaults";

  private ConfFile() {}

  /** Returns the defaults. */
  static Config defaults() {
    return ConfigFactory.parseResources(
        ConfFile.class.getClassLoader(),
        "io/clientele/settings/reference.conf",
        ConfigParseOptions.defaults().setAllowMissing(false).setOriginDescription(DEFAULTS));
  }

  /**
   * Returns a file as written.
   *
   * @throws ClienteleException where there is no such file
   * @throws ConfigException where it is no HOCON
   */
  static Config parsed(Path file) {
    if (Files.isDirectory(file) || !Files.isReadable(file)) {
      throw ClienteleException.of(
          ExitCode.USAGE,
          "The configuration file cannot be read",
          file.toString(),
          "give an existing file with --conf; conf/reference.conf shows every key");
    }
    return ConfigFactory.parseFile(
        file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
  }

  /**
   * Returns the overrides as a layer; a key that is no key becomes a problem.
   *
   * @param overrides value by key, as typed
   */
  static Config overrides(Map<String, String> overrides, Findings findings) {
    Config layer = ConfigFactory.empty();
    for (Map.Entry<String, String> override : overrides.entrySet()) {
      try {
        ConfigUtil.splitPath(override.getKey());
        layer = layer.withValue(override.getKey(), value(override.getValue()));
      } catch (ConfigException notAKey) {
        findings.add(
            new Problem(
                override.getKey(),
                SET,
                "is not a key",
                "write --set key=value with a key such as shop.name; quote a part with special"
                    + " characters"));
      }
    }
    return layer;
  }

  /** Returns the layers as one, references resolved against the environment. */
  static Config merged(List<Config> layers) {
    Config merged = ConfigFactory.empty();
    for (Config layer : layers) {
      merged = merged.withFallback(layer);
    }
    return merged.resolve();
  }

  /** Returns every key of the defaults, sections included. */
  static Set<String> keys(Config config) {
    Set<String> keys = new TreeSet<>();
    config.root().forEach((name, value) -> addKeys(List.of(name), value, keys));
    return keys;
  }

  private static void addKeys(List<String> path, ConfigValue value, Set<String> keys) {
    keys.add(Findings.key(path));
    if (value instanceof ConfigObject object) {
      object.forEach(
          (name, child) ->
              addKeys(Stream.concat(path.stream(), Stream.of(name)).toList(), child, keys));
    }
  }

  /**
   * Only what cannot be meant as plain text is read as HOCON: a path may hold {@code //} and {@code
   * #}, which would begin a comment.
   */
  private static ConfigValue value(String text) {
    String trimmed = text.strip();
    boolean structured =
        trimmed.startsWith("[") || trimmed.startsWith("{") || trimmed.startsWith("\"");
    if (structured || trimmed.equals("null")) {
      try {
        Config parsed =
            ConfigFactory.parseString(
                "value = " + trimmed, ConfigParseOptions.defaults().setOriginDescription(SET));
        ConfigValue value = parsed.resolve().root().get("value");
        if (parsed.root().size() == 1 && value != null) {
          return value;
        }
      } catch (ConfigException notHocon) {
        return ConfigValueFactory.fromAnyRef(text, SET);
      }
    }
    return ConfigValueFactory.fromAnyRef(text, SET);
  }
}
