package dev.drover.hypervisor.domain;

import org.jspecify.annotations.Nullable;

/**
 * A disk, CD-ROM or floppy.
 *
 * @param source absolute path on the host; null for an empty drive
 * @param startupPolicy what happens if the source is missing; null means {@link
 *     StartupPolicy#MANDATORY}
 * @param target the device name that orders disks, for example {@code vda}; unique in a domain
 * @param serial shown to the guest; null if there is none
 */
public record Disk(
    Type type,
    Device device,
    Format format,
    Cache cache,
    @Nullable String source,
    @Nullable StartupPolicy startupPolicy,
    String target,
    Bus bus,
    boolean readonly,
    boolean shareable,
    @Nullable String serial,
    @Nullable DeviceAddress address) {

  /** What the source is on the host. */
  public enum Type implements XmlWord {
    FILE,
    BLOCK
  }

  /** What the guest sees. */
  public enum Device implements XmlWord {
    DISK,
    CDROM,
    FLOPPY
  }

  /** The image's format; never probed, because a guest could forge it. */
  public enum Format implements XmlWord {
    RAW,
    QCOW2
  }

  /** The host's caching. */
  public enum Cache implements XmlWord {
    /** QEMU's own choice. */
    DEFAULT,
    NONE,
    WRITETHROUGH,
    WRITEBACK,
    DIRECTSYNC,
    UNSAFE
  }

  /** What it is plugged into. */
  public enum Bus implements XmlWord {
    VIRTIO,
    IDE,
    SATA,
    FDC
  }
}
