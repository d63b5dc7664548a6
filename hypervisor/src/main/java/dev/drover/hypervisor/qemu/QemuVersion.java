package dev.drover.hypervisor.qemu;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of QEMU. Ordered. */
public record QemuVersion(int major, int minor, int micro) implements Comparable<QemuVersion> {
  /** The oldest QEMU that drover drives. */
  public static final QemuVersion OLDEST = new QemuVersion(7, 2, 0);

  /**
   * The first in which an emulated guest's memory survives a live migration whatever its size: the
   * dirty bitmap's fast path reset no TLB before (QEMU commit 03bfc2188f06).
   */
  public static final QemuVersion SAFE_EMULATED_MEMORY = new QemuVersion(9, 0, 0);

  private static final Pattern BANNER =
      Pattern.compile("QEMU emulator version (\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?\\b.*");

  private static final Comparator<QemuVersion> ORDER =
      Comparator.comparingInt(QemuVersion::major)
          .thenComparingInt(QemuVersion::minor)
          .thenComparingInt(QemuVersion::micro);

  /** Reads the first line of {@code qemu -version}. */
  static Optional<QemuVersion> fromBanner(String output) {
    Matcher banner = BANNER.matcher(output.lines().findFirst().orElse(""));
    if (!banner.matches()) {
      return Optional.empty();
    }
    String micro = banner.group(3);
    return Optional.of(
        new QemuVersion(
            Integer.parseInt(banner.group(1)),
            Integer.parseInt(banner.group(2)),
            micro == null ? 0 : Integer.parseInt(micro)));
  }

  @Override
  public int compareTo(QemuVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + micro;
  }
}
