package dev.drover.hypervisor.qemu;

import dev.drover.hypervisor.domain.Balloon;
import dev.drover.hypervisor.domain.BootDevice;
import dev.drover.hypervisor.domain.ClockOffset;
import dev.drover.hypervisor.domain.Controller;
import dev.drover.hypervisor.domain.CpuCheck;
import dev.drover.hypervisor.domain.CpuDefinition;
import dev.drover.hypervisor.domain.CpuFeature;
import dev.drover.hypervisor.domain.CpuMode;
import dev.drover.hypervisor.domain.CpuTopology;
import dev.drover.hypervisor.domain.Devices;
import dev.drover.hypervisor.domain.Disk;
import dev.drover.hypervisor.domain.DomainDefinition;
import dev.drover.hypervisor.domain.DriveAddress;
import dev.drover.hypervisor.domain.Graphics;
import dev.drover.hypervisor.domain.GuestFeatures;
import dev.drover.hypervisor.domain.InputDevice;
import dev.drover.hypervisor.domain.LifecycleAction;
import dev.drover.hypervisor.domain.NetworkInterface;
import dev.drover.hypervisor.domain.NetworkSource;
import dev.drover.hypervisor.domain.OsDefinition;
import dev.drover.hypervisor.domain.PciAddress;
import dev.drover.hypervisor.domain.Rng;
import dev.drover.hypervisor.domain.SerialBackend;
import dev.drover.hypervisor.domain.SerialPort;
import dev.drover.hypervisor.domain.Video;
import dev.drover.hypervisor.domain.VirtType;
import java.util.List;

/** A domain with one of everything that a pc-i440fx machine takes. */
final class LargeDomain {
  private LargeDomain() {}

  /**
   * Returns the definition.
   *
   * @param image a qcow2 image
   * @param withTap whether it has a card on a tap device, which only an administrator can make
   */
  static DomainDefinition with(String image, boolean withTap) {
    CpuDefinition cpu =
        new CpuDefinition(
            CpuMode.CUSTOM,
            "qemu64",
            null,
            CpuCheck.FULL,
            new CpuTopology(1, 1, 2, 2),
            List.of(
                new CpuFeature(CpuFeature.Policy.DISABLE, "vmx"),
                new CpuFeature(CpuFeature.Policy.REQUIRE, "popcnt")));
    return new DomainDefinition(
        VirtType.QEMU,
        "web",
        TestDomain.UUID,
        "A title",
        131080,
        4,
        new OsDefinition("x86_64", "pc-i440fx-7.2", List.of(BootDevice.HD, BootDevice.CDROM), null),
        new GuestFeatures(true, true, true),
        cpu,
        ClockOffset.LOCALTIME,
        LifecycleAction.PRESERVE,
        LifecycleAction.DESTROY,
        LifecycleAction.PRESERVE,
        devices(image, withTap));
  }

  private static Devices devices(String image, boolean withTap) {
    Disk first =
        new Disk(
            Disk.Type.FILE,
            Disk.Device.DISK,
            Disk.Format.QCOW2,
            Disk.Cache.NONE,
            image,
            null,
            "vda",
            Disk.Bus.VIRTIO,
            false,
            true,
            "S1",
            new PciAddress(0, 0, 4, 0, false));
    Disk second =
        new Disk(
            Disk.Type.FILE,
            Disk.Device.CDROM,
            Disk.Format.RAW,
            Disk.Cache.DEFAULT,
            null,
            null,
            "hdc",
            Disk.Bus.IDE,
            true,
            false,
            null,
            new DriveAddress(0, 1, 0, 0));
    NetworkInterface user =
        new NetworkInterface(
            new NetworkSource.User(),
            "52:54:00:00:00:01",
            NetworkInterface.Model.VIRTIO,
            new PciAddress(0, 0, 3, 0, false));
    NetworkInterface tap =
        new NetworkInterface(
            new NetworkSource.Tap("t,x"),
            "52:54:00:00:00:02",
            NetworkInterface.Model.E1000,
            new PciAddress(0, 0, 5, 0, false));
    return new Devices(
        null,
        List.of(first, second),
        List.of(
            new Controller(Controller.Type.PCI, 0, Controller.Model.PCI_ROOT, null),
            new Controller(
                Controller.Type.USB,
                0,
                Controller.Model.PIIX3_UHCI,
                new PciAddress(0, 0, 1, 2, false))),
        withTap ? List.of(user, tap) : List.of(user),
        List.of(
            new SerialPort(0, new SerialBackend.File("/elsewhere.log", true), true),
            new SerialPort(1, new SerialBackend.Null(), false)),
        List.of(
            new InputDevice(InputDevice.Type.MOUSE, InputDevice.Bus.PS2, null),
            new InputDevice(InputDevice.Type.TABLET, InputDevice.Bus.USB, null)),
        List.of(new Graphics(Graphics.Type.VNC, 5900, false, "0.0.0.0")),
        List.of(
            new Video(
                Video.Model.VGA, null, 16384, null, 1, true, new PciAddress(0, 0, 2, 0, false))),
        new Balloon(Balloon.Model.VIRTIO, null),
        List.of(new Rng("/dev/urandom", null)));
  }
}
