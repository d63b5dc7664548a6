package dev.drover.tests.soak;

import dev.drover.tests.fault.FaultKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts what was done and what came of it. Thread-safe. */
final class Tally {
  private final Map<FaultKind, Integer> faults = new EnumMap<>(FaultKind.class);
  private final Map<String, Integer> moves = new TreeMap<>();
  private final Map<String, Integer> losses = new TreeMap<>();
  private int without;
  private int abortsAccepted;

  synchronized void fault(FaultKind kind) {
    faults.merge(kind, 1, Integer::sum);
  }

  /** A fault whose victim was not there. */
  synchronized void withoutVictim() {
    without++;
  }

  /** A move ended: {@code moved}, or {@code stayed} with the failure's code. */
  synchronized void move(String outcome) {
    moves.merge(outcome, 1, Integer::sum);
  }

  synchronized void loss(String why) {
    losses.merge(why, 1, Integer::sum);
  }

  synchronized void abortAccepted() {
    abortsAccepted++;
  }

  synchronized Map<FaultKind, Integer> faults() {
    return Map.copyOf(faults);
  }

  synchronized int faultCount() {
    return faults.values().stream().mapToInt(Integer::intValue).sum();
  }

  synchronized Map<String, Integer> moves() {
    return new TreeMap<>(moves);
  }

  synchronized Map<String, Integer> losses() {
    return new TreeMap<>(losses);
  }

  synchronized int without() {
    return without;
  }

  synchronized int abortsAccepted() {
    return abortsAccepted;
  }
}
