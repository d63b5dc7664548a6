package dev.drover.tests.guest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The test guest as a domain.
 *
 * @param name the domain's name
 * @param uuid the domain's UUID
 * @param memoryKib guest memory; not a multiple of 256 KiB, or QEMU before 9.0 without KVM loses
 *     writes of a moved guest (mended by QEMU 03bfc2188f06)
 * @param kernel the image that {@link PacerImage} built
 * @param disk a disk that the guest has and leaves alone; null for none
 */
public record PacerDomain(
    String name, String uuid, long memoryKib, Path kernel, @Nullable GuestDisk disk) {
  /** 1 GiB less 8 KiB: the size of the project's measurements. */
  public static final long ONE_GIB = 1_048_568;

  /** Exactly 1 GiB, for QEMU 9.0 and newer. */
  public static final long WHOLE_GIB = 1_048_576;

  /** A guest that moves quickly. */
  public static final long SMALL = 131_080;

  /** A guest without a disk. */
  public PacerDomain(String name, String uuid, long memoryKib, Path kernel) {
    this(name, uuid, memoryKib, kernel, null);
  }

  /** Returns the definition. */
  public String xml() {
    return """
    <domain type='qemu'>
      <name>%s</name>
      <uuid>%s</uuid>
      <memory unit='KiB'>%d</memory>
      <vcpu>1</vcpu>
      <os>
        <type arch='x86_64' machine='pc-i440fx-7.2'>hvm</type>
        <kernel>%s</kernel>
      </os>
      <devices>
        %s
        <serial type='unix'>
          <source mode='bind' path='/run/pacer.sock'/>
          <target port='0'/>
        </serial>
        <memballoon model='none'/>
      </devices>
    </domain>
    """
        .formatted(name, uuid, memoryKib, kernel, disk == null ? "" : disk.xml());
  }

  /** Writes the definition to a file. */
  public Path write(Path file) {
    try {
      return Files.writeString(file, xml());
    } catch (IOException e) {
      throw new UncheckedIOException("the definition of " + name + " cannot be written", e);
    }
  }
}
