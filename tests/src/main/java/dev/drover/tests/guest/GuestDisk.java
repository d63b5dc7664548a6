package dev.drover.tests.guest;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * A qcow2 image on storage that all hosts share. Of all formats it has the most to lose in a move:
 * QEMU keeps its tables in memory, and the destination has to read them after the source has
 * written them.
 *
 * @param file the image
 */
public record GuestDisk(Path file) {
  public GuestDisk {
    requireNonNull(file, "file is null");
  }

  /** Makes an empty image. */
  public static GuestDisk create(Path file, int mebibytes) {
    GuestBuilder.run("qemu-img", "create", "-f", "qcow2", file.toString(), mebibytes + "M")
        .orFail("no disk can be made");
    return new GuestDisk(file);
  }

  /**
   * Returns the disk as a part of a definition. No cache: what one host has kept to itself, the
   * other does not see.
   */
  String xml() {
    return """
    <disk type='file' device='disk'>
      <driver name='qemu' type='qcow2' cache='none'/>
      <source file='%s'/>
      <target dev='vda' bus='virtio'/>
    </disk>
    """
        .formatted(file);
  }

  /** Returns whether a QEMU holds the image's lock, so that no other may use the image. */
  public boolean isLocked() {
    GuestBuilder.Result info = GuestBuilder.run("qemu-img", "info", "-f", "qcow2", file.toString());
    return info.status() != 0 && info.said().contains("Failed to get shared \"write\" lock");
  }

  /** Returns what qemu-img finds wrong with the image, which nobody uses; empty if nothing. */
  public String problems() {
    GuestBuilder.Result check =
        GuestBuilder.run("qemu-img", "check", "-f", "qcow2", file.toString());
    return check.status() == 0 ? "" : check.said();
  }
}
