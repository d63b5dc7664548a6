package dev.drover.worker.config;

import dev.drover.cli.Suggestions;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts together what command line, environment and file say; the order of precedence is here. */
final class ConfigSources {
  static final String VARIABLE_PREFIX = "DROVER_";

  /** Names the file, like the flag {@code --config}. */
  static final String CONFIG_VARIABLE = VARIABLE_PREFIX + "CONFIG";

  /** No honest file is larger; reading stops before memory is spent. */
  private static final long MAX_FILE_BYTES = 64 << 10;

  private ConfigSources() {}

  /** A setting's value, and where it was found in words for the user. */
  record Value(String text, String origin) {}

  static Map<Setting, Value> merge(
      Map<Setting, String> flags,
      Map<String, String> environment,
      Optional<Path> file,
      Problems problems) {
    Map<Setting, Value> values = new EnumMap<>(Setting.class);
    Optional<Path> named =
        file.or(() -> Optional.ofNullable(environment.get(CONFIG_VARIABLE)).map(Path::of));
    named.ifPresent(path -> addFile(path, values, problems));
    addEnvironment(environment, values, problems);
    flags.forEach((setting, text) -> values.put(setting, new Value(text, setting.flag())));
    return values;
  }

  private static void addEnvironment(
      Map<String, String> environment, Map<Setting, Value> values, Problems problems) {
    Map<String, Setting> known = spelled(Setting::variable);
    new TreeMap<>(environment)
        .forEach(
            (name, text) -> {
              Setting setting = known.get(name);
              if (setting != null) {
                values.put(setting, new Value(text, name));
              } else if (name.startsWith(VARIABLE_PREFIX) && !name.equals(CONFIG_VARIABLE)) {
                problems.add("environment: " + unknown(name, known.keySet()));
              }
            });
  }

  private static void addFile(Path file, Map<Setting, Value> values, Problems problems) {
    Map<String, Setting> known = spelled(Setting::key);
    Properties properties = load(file, problems);
    for (String key : properties.stringPropertyNames().stream().sorted().toList()) {
      Setting setting = known.get(key);
      if (setting != null) {
        String text = properties.getProperty(key);
        values.put(setting, new Value(text, key + " in " + file));
      } else {
        problems.add(file + ": " + unknown(key, known.keySet()));
      }
    }
  }

  private static Properties load(Path file, Problems problems) {
    Properties properties = new Properties();
    try {
      if (Files.size(file) > MAX_FILE_BYTES) {
        problems.add(file + " is larger than " + MAX_FILE_BYTES + " bytes");
        return properties;
      }
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      }
    } catch (IllegalArgumentException e) {
      problems.add(file + " is not a properties file: " + e.getMessage());
    } catch (IOException e) {
      problems.add(file + " cannot be read: " + e.getClass().getSimpleName());
    }
    return properties;
  }

  private static Map<String, Setting> spelled(Function<Setting, String> spelling) {
    return Arrays.stream(Setting.values()).collect(Collectors.toMap(spelling, setting -> setting));
  }

  private static String unknown(String name, Collection<String> known) {
    return name
        + " is no setting"
        + Suggestions.nearest(name, known).map(found -> "; did you mean " + found + "?").orElse("");
  }
}
