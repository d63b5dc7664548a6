package dev.drover.bench.result;

import static java.util.Objects.requireNonNull;

/**
 * What was measured with what: results of other conditions are not compared.
 *
 * @param date of the run's beginning, as YYYY-MM-DD
 * @param commit what was built, with a plus sign if there were changes that are not committed
 * @param qemu version
 * @param temporal the server, in a few words
 * @param java version
 * @param machine processor, cores and kernel
 * @param memoryKib the guest's memory
 */
public record Conditions(
    String date,
    String commit,
    String qemu,
    String temporal,
    String java,
    String machine,
    long memoryKib) {
  public Conditions {
    requireNonNull(date, "date is null");
    requireNonNull(commit, "commit is null");
    requireNonNull(qemu, "qemu is null");
    requireNonNull(temporal, "temporal is null");
    requireNonNull(java, "java is null");
    requireNonNull(machine, "machine is null");
  }

  /** Returns the series of QEMU's version: {@code 7.2} of 7.2.22, {@code 10} of 10.0.2. */
  public String series() {
    String[] numbers = qemu.split("\\.", -1);
    return Integer.parseInt(numbers[0]) < 10 ? numbers[0] + "." + numbers[1] : numbers[0];
  }

  /** Returns whether another run may be continued by one of these conditions. */
  boolean isSameAs(Conditions other) {
    return commit.equals(other.commit)
        && qemu.equals(other.qemu)
        && temporal.equals(other.temporal)
        && java.equals(other.java)
        && machine.equals(other.machine)
        && memoryKib == other.memoryKib;
  }
}
