package dev.drover.worker.metrics;

import dev.drover.hypervisor.HostSnapshot;
import dev.drover.hypervisor.job.JobRecord;
import dev.drover.hypervisor.migration.MoveView;
import dev.drover.protocol.DomainState;
import dev.drover.protocol.JobKind;
import dev.drover.protocol.Phase;
import dev.drover.protocol.Side;
import dev.drover.protocol.message.MigrationOptions;
import dev.drover.protocol.message.Progress;
import dev.drover.protocol.switchover.SourceWord;
import dev.drover.worker.config.ConfigReader;
import dev.drover.worker.config.Setting;
import dev.drover.worker.config.WorkerConfig;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A host that shows what a test wants it to. */
final class FakeNumbers {
  static final String DOMAIN = "22222222-2222-4222-8222-222222222222";

  private FakeNumbers() {}

  static WorkerConfig config(String roles) {
    return ConfigReader.read(
        Map.of(Setting.ROLES, roles),
        Map.of(),
        Optional.empty(),
        new ConfigReader.Defaults("alpha", Path.of("/nowhere")));
  }

  static HostSource source(Supplier<HostSnapshot> snapshot) {
    Instant end = Instant.parse("2100-01-01T00:00:00Z");
    return new HostSource(
        "11111111-1111-4111-8111-111111111111",
        snapshot,
        () -> 2,
        Map.of("ca-cert", end, "server-cert", end, "client-cert", end),
        Path.of("/"));
  }

  static HostSnapshot snapshot(MoveView... moves) {
    return new HostSnapshot(Map.of(Optional.of(DomainState.RUNNING), 3), 1, List.of(moves));
  }

  /** A guest of 100 bytes of which 40 are still to be sent. */
  static MoveView outgoing(SourceWord word, Phase phase) {
    JobRecord record =
        JobRecord.opened(
            "33333333-3333-4333-8333-333333333333",
            Side.SOURCE,
            JobKind.MIGRATION_OUT,
            DOMAIN,
            "pacer",
            "44444444-4444-4444-8444-444444444444",
            phase,
            word.wireName(),
            false,
            true,
            "boot",
            MigrationOptions.DEFAULTS,
            false,
            List.of());
    return new MoveView(record, word.isFinal(), new Progress("active", 100, 60, 40, 7, 5, 1, 1000));
  }
}
