package dev.drover.worker.metrics;

import dev.drover.hypervisor.HostSnapshot;
import dev.drover.hypervisor.migration.MoveView;
import dev.drover.protocol.DomainState;
import dev.drover.protocol.JobKind;
import dev.drover.protocol.Phase;
import dev.drover.protocol.Side;
import dev.drover.protocol.switchover.SourceWord;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A host's numbers at one moment.
 *
 * @param folderFree bytes; NaN if the file system does not tell
 * @param folderSize bytes; NaN if the file system does not tell
 */
record HostSample(HostSnapshot host, int unreadable, double folderFree, double folderSize) {

  /** Looks at the host; may wait for its disk. */
  static HostSample of(HostSource source) {
    @Nullable FileStore disk;
    double free;
    double size;
    try {
      disk = Files.getFileStore(source.stateFolder());
      free = disk.getUsableSpace();
      size = disk.getTotalSpace();
    } catch (IOException e) {
      free = Double.NaN;
      size = Double.NaN;
    }
    return new HostSample(source.snapshot().get(), source.unreadable().getAsInt(), free, size);
  }

  /** Returns how many domains are in a state; empty stands for those that nobody can tell. */
  int domains(Optional<DomainState> state) {
    return host.domains().getOrDefault(state, 0);
  }

  /** Returns how many job records are open. */
  long jobs(JobKind kind, Phase phase) {
    return host.moves().stream()
        .filter(move -> move.record().kind() == kind && move.record().phase() == phase)
        .count();
  }

  /** Returns the moves that are not decided yet. */
  List<MoveView> running(Side side) {
    return host.moves().stream()
        .filter(move -> !move.decided() && move.record().side() == side)
        .toList();
  }

  /** Returns how many domains are held for a reason. */
  long held(HeldReason reason) {
    return switch (reason) {
      case OUTCOME_UNKNOWN ->
          running(Side.SOURCE).stream().filter(HostSample::waitsForTheAnswer).count();
      case RECORD_UNREADABLE -> unreadable;
      case QEMU_UNKNOWN -> host.held();
    };
  }

  private static boolean waitsForTheAnswer(MoveView move) {
    return switch (SourceWord.parse(move.record().word())) {
      case PERMITTED, ASKING -> true;
      case PERFORM, ARMED, FAILED, ENDED, RESUMED -> false;
    };
  }
}
