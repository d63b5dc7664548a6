package dev.drover.tests.guest;

import dev.drover.tests.guest.LinuxLine.Complaint;
import dev.drover.tests.guest.LinuxLine.Counted;
import dev.drover.tests.guest.LinuxLine.Kernel;
import dev.drover.tests.guest.LinuxLine.Tick;
import dev.drover.tests.guest.LinuxLog.Heard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What must hold of all that the Linux guest said, wherever it was. */
public final class LinuxVerdict {
  /** More than a right clock seems to run fast or slow by on a machine that is busy. */
  private static final long MOST_DRIFT_MICROS = 20_000;

  /** Fewer ticks say nothing about a clock. */
  private static final int LEAST_TICKS = 300;

  private LinuxVerdict() {}

  /**
   * Returns a sentence for each thing that is wrong; empty if all holds.
   *
   * @param heard everything the guest said, from {@link LinuxLog#heard()}
   */
  public static List<String> problems(List<Heard> heard) {
    List<String> problems = new ArrayList<>();
    if (!kernelIsHeard(heard)) {
      problems.add("nobody hears the guest's kernel");
    }
    problems.addAll(complaints(heard));
    problems.addAll(breaks(heard));
    problems.addAll(uptime(heard));
    problems.addAll(drift(heard));
    return List.copyOf(problems);
  }

  /** Returns whether the guest's kernel has warned as it was told to. */
  static boolean kernelIsHeard(List<Heard> heard) {
    return heard.stream().anyMatch(LinuxVerdict::isOrdered);
  }

  /**
   * Returns complaints; what the kernel warns of while it boots, or of its host, has nothing to do
   * with moves.
   */
  static List<String> complaints(List<Heard> heard) {
    List<String> complaints = new ArrayList<>();
    boolean booted = false;
    for (Heard one : heard) {
      if (isOrdered(one)) {
        booted = true;
      } else if (one.line() instanceof Complaint complaint
          && !(complaint instanceof Kernel kernel && (!booted || kernel.isHostBusy()))) {
        complaints.add("the guest says on " + one.host() + ": " + complaint.text());
      }
    }
    return complaints;
  }

  private static boolean isOrdered(Heard one) {
    return one.line() instanceof Kernel kernel && kernel.isOrdered();
  }

  /** A step back is something executed twice. */
  private static List<String> breaks(List<Heard> heard) {
    List<String> breaks = new ArrayList<>();
    Map<String, Long> last = new HashMap<>();
    for (Heard one : heard) {
      if (one.line() instanceof Counted counted) {
        long before = last.getOrDefault(counted.what(), 0L);
        if (counted.number() != before + 1) {
          breaks.add(
              "%s %d was followed by %d on %s"
                  .formatted(counted.what(), before, counted.number(), one.host()));
        }
        last.put(counted.what(), counted.number());
      }
    }
    return breaks;
  }

  private static List<String> uptime(List<Heard> heard) {
    List<String> steps = new ArrayList<>();
    long before = 0;
    for (Heard one : heard) {
      if (one.line() instanceof Tick tick) {
        if (tick.uptimeMicros() <= before) {
          steps.add(
              "uptime went from %d to %d microseconds at tick %d on %s"
                  .formatted(before, tick.uptimeMicros(), tick.number(), one.host()));
        }
        before = tick.uptimeMicros();
      }
    }
    return steps;
  }

  /** The guest's clock stands still in a blackout, and at no other time. */
  private static List<String> drift(List<Heard> heard) {
    List<String> drifts = new ArrayList<>();
    for (int stay = 0; ; stay++) {
      List<Heard> ticks = LinuxCrossing.ticks(heard, stay);
      if (ticks.isEmpty()) {
        return drifts;
      }
      int third = ticks.size() / 3;
      if (ticks.size() < LEAST_TICKS) {
        continue;
      }
      long drift =
          LinuxCrossing.lagMicros(ticks.subList(ticks.size() - third, ticks.size()))
              - LinuxCrossing.lagMicros(ticks.subList(0, third));
      if (Math.abs(drift) > MOST_DRIFT_MICROS) {
        drifts.add(
            "the guest's clock lost %d microseconds while the guest was on %s"
                .formatted(drift, ticks.get(0).host()));
      }
    }
  }
}
