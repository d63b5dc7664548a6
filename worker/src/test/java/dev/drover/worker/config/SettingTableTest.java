package dev.drover.worker.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.worker.config.ConfigReader.Defaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SettingTableTest {
  private static final Defaults MACHINE = new Defaults("machine", Path.of("/var/lib/drover"));

  @Test
  void thePageSaysWhatTheCodeSays() throws IOException {
    if (Boolean.getBoolean(SettingTable.WRITE_PROPERTY)) {
      SettingTable.write();
    }

    assertThat(Files.readString(SettingTable.PAGE))
        .as("docs/settings.md; to write it anew: -D%s=true", SettingTable.WRITE_PROPERTY)
        .isEqualTo(SettingTable.page());
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NAME", "STATE_FOLDER", "CERTIFICATES"})
  void theDefaultThatIsNamedIsTheOneThatCounts(Setting setting) {
    WorkerConfig named = read(Map.of(setting, SettingTable.defaultOf(setting)));

    assertThat(named).isEqualTo(read(Map.of()));
  }

  private static WorkerConfig read(Map<Setting, String> flags) {
    return ConfigReader.read(flags, Map.of(), Optional.empty(), MACHINE);
  }
}
