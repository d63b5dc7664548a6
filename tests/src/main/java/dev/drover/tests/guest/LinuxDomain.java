package dev.drover.tests.guest;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The Linux guest as a domain of 256 MiB, less 8 KiB because the emulator corrupts a multiple of
 * 256 KiB, see {@link PacerDomain}.
 *
 * @param name the domain's name
 * @param uuid the domain's UUID
 * @param image what it boots
 * @param disk what it writes to, at least 128 MiB
 */
public record LinuxDomain(String name, String uuid, LinuxImage image, GuestDisk disk) {
  /** Rewritten and checked, in MiB: half of the guest's memory. */
  private static final int MEMORY = 128;

  /** Rewritten every 10 ms, in pages of 4 KiB: at most 62.5 MiB a second. */
  private static final int PAGES = 160;

  /** Blocks on the disk, 64 KiB apart. */
  private static final int SLOTS = 2048;

  /** What the disk must hold at least. */
  public static final int DISK_MIB = SLOTS / 16;

  /**
   * Two hosts' time stamp counters differ, emulated ones too; QEMU's HPET counts nanoseconds, and
   * goes on on the next host where it was. The console shows nothing but a panic: warnings go
   * through the guest's own programs.
   */
  private static final String COMMAND_LINE =
      "console=ttyS0 loglevel=1 clocksource=hpet tsc=unstable memory=%d pages=%d slots=%d"
          .formatted(MEMORY, PAGES, SLOTS);

  public LinuxDomain {
    requireNonNull(name, "name is null");
    requireNonNull(uuid, "uuid is null");
    requireNonNull(image, "image is null");
    requireNonNull(disk, "disk is null");
  }

  /** Returns the definition. */
  public String xml() {
    return """
    <domain type='qemu'>
      <name>%s</name>
      <uuid>%s</uuid>
      <memory unit='KiB'>262136</memory>
      <vcpu>1</vcpu>
      <os>
        <type arch='x86_64' machine='pc-i440fx-7.2'>hvm</type>
        <kernel>%s</kernel>
        <initrd>%s</initrd>
        <cmdline>%s</cmdline>
      </os>
      <features>
        <acpi/>
        <apic/>
      </features>
      <devices>
        %s
        <serial type='unix'>
          <source mode='bind' path='/run/linux.sock'/>
          <target port='0'/>
        </serial>
        <memballoon model='none'/>
      </devices>
    </domain>
    """
        .formatted(name, uuid, image.kernel(), image.initrd(), COMMAND_LINE, disk.xml());
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
