package dev.drover.tests.soak;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A guest that runs nowhere any more, and whether that had to be so. The letters are those of the
 * exemptions: (a) power loss of the source between the stop and {@code permitted} on disk; (b) the
 * source's QEMU dies after {@code failed} or {@code resumed} was chosen; (c) the destination's QEMU
 * dies after its lease was taken, without proof that it never ran; (d) a paused guest whose
 * destination dies after {@code committed}.
 *
 * @param allowed whether it is no violation
 * @param why in a few words, the same for all of one sort
 */
record Loss(boolean allowed, String why) {
  Loss {
    requireNonNull(why, "why is null");
  }

  /**
   * Judges a loss.
   *
   * @param deaths every QEMU of the guest that a fault has ended since it was last seen to run
   * @param destination the host to which its last move was to bring it
   * @param arrived whether the destination of its last move has closed its record as committed
   * @param paused whether its user had paused it
   */
  static Loss judge(List<Death> deaths, String destination, boolean arrived, boolean paused) {
    if (deaths.isEmpty()) {
      return lost("no fault has ended a QEMU of it");
    }
    Optional<Death> there = last(deaths.stream().filter(one -> one.host().equals(destination)));
    Optional<Death> here = last(deaths.stream().filter(one -> !one.host().equals(destination)));
    if (arrived) {
      return there
          .map(death -> atDestination(death, paused))
          .orElseGet(() -> lost("it had arrived, and nothing has ended it there"));
    }
    if (here.isPresent() && there.isPresent()) {
      return allowed("both of its QEMUs died");
    }
    return here.map(death -> atSource(death, paused))
        .orElseGet(() -> lost("only the copy that had not committed was ended"));
  }

  private static Optional<Death> last(Stream<Death> deaths) {
    return deaths.reduce((before, after) -> after);
  }

  private static Loss atDestination(Death death, boolean paused) {
    if (death.ran()) {
      return allowed("its QEMU died while it ran");
    }
    if (paused) {
      return allowed("(d) paused, and its destination died after it was committed");
    }
    return death.powerLoss() || death.state().isEmpty()
        ? allowed("(c) its destination died without proof that it never ran there")
        : lost("its destination said committed of a QEMU that is proven never to have run");
  }

  private static Loss atSource(Death death, boolean paused) {
    if (!death.stoppedByMigration()) {
      return allowed("its QEMU died while it ran");
    }
    String word = death.word().orElse("");
    if (word.equals("failed") || word.equals("resumed")) {
      return allowed("(b) its source died after it had decided to keep it");
    }
    if (word.equals("permitted")) {
      return lost("its source died with permitted on disk");
    }
    if (death.powerLoss()) {
      return allowed("(a) power loss of its source between the stop and permitted");
    }
    if (paused) {
      return allowed("(a) paused: its source's state after a failure is that of a success");
    }
    return death.sent()
        ? lost("its source's QEMU died after all of it had gone over, with the proof of that")
        : allowed("its QEMU died while its device state was on the way");
  }

  private static Loss allowed(String why) {
    return new Loss(true, why);
  }

  private static Loss lost(String why) {
    return new Loss(false, why);
  }
}
