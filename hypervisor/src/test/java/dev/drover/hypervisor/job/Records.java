package dev.drover.hypervisor.job;

import dev.drover.protocol.JobKind;
import dev.drover.protocol.Phase;
import dev.drover.protocol.Side;
import dev.drover.protocol.message.Cookie;
import dev.drover.protocol.message.MigrationOptions;
import dev.drover.protocol.message.Statistics;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Records to test with. */
final class Records {
  static final String MIGRATION = "0d0e8f5c-3a51-4c8e-9a43-6f2f9d1c7b10";

  private Records() {}

  static JobRecord withWord(String word) {
    return record(MIGRATION, word, 100);
  }

  static JobRecord record(String migrationId, String word, int cookieBytes) {
    return new JobRecord(
        JobRecord.VERSION,
        migrationId,
        Side.SOURCE,
        JobKind.MIGRATION_OUT,
        "b1f6a5b0-6f4e-4f5e-8f60-0a4f2f8a9c01",
        "web \"1\" ü",
        "3d2b8f0a-95b1-4a35-9a3e-5f1c0e8b7d02",
        Phase.PERFORM3,
        word,
        false,
        true,
        "7c0e2f8e-54c3-4d4e-8d59-0b7f6c3a1e03",
        1_700_000_000_000L,
        new MigrationOptions(1 << 20, 300),
        "127.0.0.1:4711",
        "tcp:127.0.0.1:4712",
        Cookie.of("c".repeat(cookieBytes).getBytes(StandardCharsets.US_ASCII)),
        null,
        null,
        false,
        false,
        true,
        0,
        null,
        false,
        List.of("socket:/run/qmp.sock", "process:4242"));
  }

  static ClosedJob closed(String migrationId, long atEpochMillis) {
    return new ClosedJob(
        migrationId,
        Side.SOURCE,
        "b1f6a5b0-6f4e-4f5e-8f60-0a4f2f8a9c01",
        "3d2b8f0a-95b1-4a35-9a3e-5f1c0e8b7d02",
        "committed",
        null,
        new Statistics(1200, 3, 14_000L, 1_700_000_000_000_000L, null, 1 << 20, 4),
        null,
        atEpochMillis);
  }
}
