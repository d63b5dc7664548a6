package dev.drover.protocol.message;

import dev.drover.protocol.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person says of a host that nobody hears, and answers for (switchover.md, section 2). Each
 * part stands for itself; a move takes only what it cannot find out.
 *
 * @param sourceDead the source host is dead, or fenced: the destination may boot the guest afresh
 * @param sourceDidNotRunOn its copy did not run on after the move had stopped it: with {@code
 *     sourceDead}, the destination may start the copy that it has loaded
 * @param destinationDead the destination host is dead: the source may let its guest run on
 * @param by who says so; null if nobody has given a name
 * @param reason how that person knows
 */
public record Statement(
    boolean sourceDead,
    boolean sourceDidNotRunOn,
    boolean destinationDead,
    @Nullable String by,
    String reason) {
  /** A longer reason would not fit into a job record beside what must be in it. */
  public static final int LONGEST_REASON = 500;

  /** Returns what is wrong with it whatever the hosts know; empty if nothing is. */
  public Optional<String> mistake() {
    if (reason == null || reason.isBlank()) {
      return Optional.of("A statement needs a reason: how it is known.");
    }
    if (reason.length() > LONGEST_REASON) {
      return Optional.of(
          "The reason has %d characters, more than %d.".formatted(reason.length(), LONGEST_REASON));
    }
    if (sourceDead && destinationDead) {
      return Optional.of(
          "Only one of the two hosts can be stated dead: nobody would be left to have the guest.");
    }
    if (sourceDidNotRunOn && !sourceDead) {
      return Optional.of(
          "That the source's copy did not run on says nothing of a source that may still run it:"
              + " it is taken only together with the statement that the source is dead.");
    }
    if (!sourceDead && !destinationDead) {
      return Optional.of("A statement says that the source is dead, or that the destination is.");
    }
    return Optional.empty();
  }

  /** Returns which host it is about. */
  public Side about() {
    return destinationDead ? Side.DESTINATION : Side.SOURCE;
  }

  /** Returns which host acts on it. */
  public Side actor() {
    return destinationDead ? Side.SOURCE : Side.DESTINATION;
  }

  /** Returns who has said what and why, for people. */
  public String sentence() {
    List<String> said = new ArrayList<>();
    if (sourceDead) {
      said.add("the source is dead");
    }
    if (sourceDidNotRunOn) {
      said.add("its copy did not run on");
    }
    if (destinationDead) {
      said.add("the destination is dead");
    }
    return "%s states that %s: %s"
        .formatted(
            by == null || by.isBlank() ? "somebody" : by, String.join(" and ", said), reason);
  }
}
