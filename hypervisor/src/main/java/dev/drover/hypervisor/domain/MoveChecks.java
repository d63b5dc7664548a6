package dev.drover.hypervisor.domain;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.Excerpt;
import dev.drover.protocol.failure.FailureCode;

/**
 * Checks before a move that need nothing but the definition and what is known about a host's QEMU.
 * Both hosts make them: the source in begin, the destination in prepare.
 */
public final class MoveChecks {
  /** What QEMU rounds a memory size up to. */
  private static final long QEMU_ALIGNMENT_KIB = 8;

  /**
   * 64 pages of 4 KiB: one word of the dirty bitmap, which the broken fast path takes as a whole.
   */
  private static final long UNSAFE_ALIGNMENT_KIB = 256;

  /** QEMU commit 03bfc2188f06 took the fast path out. */
  private static final int FIRST_SAFE_MAJOR = 9;

  private MoveChecks() {}

  /**
   * Refuses a guest whose memory a live migration would corrupt (requirement C5): QEMU before 9.0
   * loses writes of emulated CPUs where the memory's size is a multiple of 256 KiB.
   *
   * @param qemuVersion of that host, for example {@code 7.2.22}
   * @param host name of that host, for the sentence
   * @throws DroverException UNSAFE_MEMORY_SIZE
   */
  public static void memory(DomainDefinition definition, String qemuVersion, String host) {
    if (definition.type() != VirtType.QEMU || major(qemuVersion) >= FIRST_SAFE_MAJOR) {
      return;
    }
    long rounded = roundedUp(definition.memoryKib());
    if (rounded % UNSAFE_ALIGNMENT_KIB == 0) {
      throw new DroverException(
          FailureCode.UNSAFE_MEMORY_SIZE,
          ("Domain %s is emulated by QEMU %s on host %s and has %d KiB of memory, a multiple of"
                  + " %d KiB: a live migration would corrupt it. %d KiB would do.")
              .formatted(
                  Excerpt.of(definition.name()),
                  qemuVersion,
                  host,
                  rounded,
                  UNSAFE_ALIGNMENT_KIB,
                  rounded + QEMU_ALIGNMENT_KIB));
    }
  }

  private static long roundedUp(long kib) {
    return -Math.floorDiv(-kib, QEMU_ALIGNMENT_KIB) * QEMU_ALIGNMENT_KIB;
  }

  /** A version that cannot be read counts as old: then the check refuses instead of hoping. */
  private static int major(String version) {
    String major = version.split("\\.", 2)[0];
    return major.matches("\\d{1,4}") ? Integer.parseInt(major) : 0;
  }
}
