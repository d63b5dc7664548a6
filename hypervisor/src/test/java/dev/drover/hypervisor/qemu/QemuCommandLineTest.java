package dev.drover.hypervisor.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.hypervisor.domain.Controller;
import dev.drover.hypervisor.domain.Devices;
import dev.drover.hypervisor.domain.Disk;
import dev.drover.hypervisor.domain.DomainDefinition;
import dev.drover.hypervisor.domain.LifecycleAction;
import dev.drover.hypervisor.domain.NetworkInterface;
import dev.drover.hypervisor.domain.NetworkSource;
import dev.drover.hypervisor.domain.OsDefinition;
import dev.drover.hypervisor.domain.PciAddress;
import dev.drover.hypervisor.domain.VirtType;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class QemuCommandLineTest {
  private static final DomainFolder FOLDER = new DomainFolder(Path.of("/run/d"));

  private static List<String> build(DomainDefinition domain) {
    return QemuCommandLine.build(domain, FOLDER, TestDomain.BINARY, false);
  }

  @Test
  void aSmallDomainGivesExactlyThisLine() {
    assertThat(
            QemuCommandLine.build(
                TestDomain.withKernel("web", "/pacer.img"), FOLDER, TestDomain.BINARY, true))
        .containsExactly(
            "/usr/bin/qemu-system-x86_64",
            "-name",
            "guest=web,debug-threads=on",
            "-uuid",
            TestDomain.UUID,
            "-no-user-config",
            "-nodefaults",
            "-chardev",
            "socket,id=monitor,path=/run/d/monitor.sock,server=on,wait=off",
            "-mon",
            "chardev=monitor,mode=control",
            "-chardev",
            "socket,id=emergency,path=/run/d/emergency.sock,server=on,wait=off",
            "-mon",
            "chardev=emergency,mode=control",
            "-pidfile",
            "/run/d/qemu.pid",
            "-D",
            "/run/d/runstate.log",
            "-trace",
            "runstate_set",
            "-trace",
            "qmp_enter_qmp_capabilities",
            "-trace",
            "qemu_system_shutdown_request",
            "-msg",
            "timestamp=on",
            "-S",
            "-incoming",
            "defer",
            "-machine",
            "pc-i440fx-7.2,usb=off,acpi=off",
            "-accel",
            "tcg",
            "-smp",
            "1,sockets=1,cores=1,threads=1",
            "-m",
            "size=131080k",
            "-kernel",
            "/pacer.img",
            "-rtc",
            "base=utc",
            "-action",
            "reboot=reset,shutdown=poweroff,panic=shutdown",
            "-chardev",
            "socket,path=/run/d/serial0.sock,server=on,wait=off,id=serial0-host",
            "-device",
            "{\"driver\":\"isa-serial\",\"id\":\"serial0\",\"chardev\":\"serial0-host\",\"index\":0}",
            "-display",
            "none",
            "-sandbox",
            "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny");
  }

  @Test
  void aNormalStartHasNoIncomingAndStillWaitsForCont() {
    assertThat(build(TestDomain.withKernel("web", "/k")))
        .contains("-S")
        .doesNotContain("-incoming");
  }

  @Test
  void commasInNamesAndPathsAreDoubled() {
    DomainFolder folder = new DomainFolder(Path.of("/run/a,b"));
    assertThat(
            QemuCommandLine.build(
                TestDomain.withKernel("-x,debug-threads=off", "/a,b"),
                folder,
                TestDomain.BINARY,
                false))
        .contains("guest=-x,,debug-threads=off,debug-threads=on", "/a,b")
        .contains("socket,id=monitor,path=/run/a,,b/monitor.sock,server=on,wait=off");
  }

  @Test
  void everyDeviceOfALargeDomainIsOnTheLine() {
    assertThat(build(LargeDomain.with("/a,b.qcow2", true)))
        .containsSubsequence(
            "-device",
            "{\"driver\":\"piix3-usb-uhci\",\"id\":\"usb\",\"bus\":\"pci.0\",\"addr\":\"0x1.0x2\"}")
        .contains(
            "{\"driver\":\"file\",\"filename\":\"/a,b.qcow2\",\"node-name\":\"disk0-storage\",\"auto-read-only\":false,\"read-only\":false,\"cache\":{\"direct\":true,\"no-flush\":false}}",
            "{\"driver\":\"qcow2\",\"node-name\":\"disk0-format\",\"read-only\":false,\"file\":\"disk0-storage\",\"cache\":{\"direct\":true,\"no-flush\":false}}",
            "{\"driver\":\"virtio-blk-pci\",\"id\":\"disk0\",\"bus\":\"pci.0\",\"addr\":\"0x4\",\"drive\":\"disk0-format\",\"write-cache\":\"on\",\"share-rw\":true,\"serial\":\"S1\"}",
            "{\"driver\":\"ide-cd\",\"id\":\"disk1\",\"bus\":\"ide.1\",\"unit\":0}",
            "user,id=net0-host",
            "{\"driver\":\"virtio-net-pci\",\"id\":\"net0\",\"netdev\":\"net0-host\",\"mac\":\"52:54:00:00:00:01\",\"bus\":\"pci.0\",\"addr\":\"0x3\"}",
            "tap,ifname=t,,x,script=no,downscript=no,id=net1-host",
            "file,path=/run/d/serial0.log,append=on,id=serial0-host",
            "null,id=serial1-host",
            "{\"driver\":\"usb-tablet\",\"id\":\"input1\",\"bus\":\"usb.0\"}",
            "unix:/run/d/display0.sock",
            "{\"driver\":\"VGA\",\"id\":\"video0\",\"vgamem_mb\":16,\"bus\":\"pci.0\",\"addr\":\"0x2\"}",
            "{\"driver\":\"virtio-balloon-pci\",\"id\":\"balloon0\",\"bus\":\"pci.0\"}",
            "{\"qom-type\":\"rng-random\",\"id\":\"rng0-host\",\"filename\":\"/dev/urandom\"}",
            "{\"driver\":\"virtio-rng-pci\",\"id\":\"rng0\",\"rng\":\"rng0-host\",\"bus\":\"pci.0\"}",
            "qemu64,vmx=off,popcnt=on,enforce=on",
            "4,sockets=1,dies=1,cores=2,threads=2",
            "order=cd,strict=on",
            "base=localtime",
            "reboot=shutdown,shutdown=pause,panic=pause",
            "pc-i440fx-7.2,usb=off,acpi=on");
  }

  @Test
  void aBridgeMayStartItsHelperAndNothingElseMay() {
    List<String> line = build(withInterface(new NetworkSource.Bridge("br,0", null)));
    assertThat(line)
        .contains("bridge,br=br,,0,id=net0-host")
        .contains("on,obsolete=deny,elevateprivileges=children,spawn=allow,resourcecontrol=deny");
    assertRefused(withInterface(new NetworkSource.Bridge("br0", "tap7")), "tap device");
  }

  @Test
  void whatCannotBeHadIsRefusedAndNamed() {
    assertRefused(withMachine("x86_64", "pc-i440fx-99.0"), "pc-i440fx-99.0");
    assertRefused(withMachine("aarch64", "virt"), "aarch64");
    assertRefused(withType(VirtType.KVM), "kvm");
    assertRefused(withDisk(disk("sda", Disk.Bus.FDC, Disk.Device.DISK)), "sda");
    assertRefused(withDisk(disk("hdz", Disk.Bus.IDE, Disk.Device.DISK)), "hdz");
    assertRefused(withDisk(disk("vda", Disk.Bus.VIRTIO, Disk.Device.CDROM)), "vda");
    assertRefused(
        withController(new Controller(Controller.Type.IDE, 1, null, null)), "ide controller 1");
    assertRefused(
        withController(
            new Controller(
                Controller.Type.USB,
                0,
                Controller.Model.QEMU_XHCI,
                new PciAddress(0, 1, 1, 0, false))),
        "bus 0");
    assertRefused(withOnCrash(LifecycleAction.RESTART), "on_crash");
  }

  private static void assertRefused(DomainDefinition domain, String what) {
    assertThatThrownBy(() -> build(domain))
        .isInstanceOf(DroverException.class)
        .hasMessageContaining("web")
        .hasMessageContaining(what)
        .extracting("code")
        .isEqualTo(FailureCode.UNSUPPORTED_DEFINITION);
  }

  private static Disk disk(String target, Disk.Bus bus, Disk.Device device) {
    return new Disk(
        Disk.Type.FILE,
        device,
        Disk.Format.RAW,
        Disk.Cache.NONE,
        "/i",
        null,
        target,
        bus,
        false,
        false,
        null,
        null);
  }

  private static DomainDefinition withMachine(String arch, String machine) {
    return TestDomain.with("web", new OsDefinition(arch, machine, List.of(), null), Devices.NONE);
  }

  private static DomainDefinition withDevices(Devices devices) {
    return TestDomain.with(
        "web", new OsDefinition("x86_64", "pc-i440fx-7.2", List.of(), null), devices);
  }

  private static DomainDefinition withDisk(Disk disk) {
    return withDevices(
        new Devices(
            null,
            List.of(disk),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            null,
            List.of()));
  }

  private static DomainDefinition withController(Controller controller) {
    return withDevices(
        new Devices(
            null,
            List.of(),
            List.of(controller),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            null,
            List.of()));
  }

  private static DomainDefinition withInterface(NetworkSource source) {
    NetworkInterface card =
        new NetworkInterface(source, "52:54:00:00:00:01", NetworkInterface.Model.VIRTIO, null);
    return withDevices(
        new Devices(
            null,
            List.of(),
            List.of(),
            List.of(card),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            null,
            List.of()));
  }

  private static DomainDefinition withType(VirtType type) {
    DomainDefinition base = withDevices(Devices.NONE);
    return new DomainDefinition(
        type,
        base.name(),
        base.uuid(),
        null,
        base.memoryKib(),
        1,
        base.os(),
        base.features(),
        null,
        base.clock(),
        base.onPoweroff(),
        base.onReboot(),
        base.onCrash(),
        base.devices());
  }

  private static DomainDefinition withOnCrash(LifecycleAction action) {
    DomainDefinition base = withDevices(Devices.NONE);
    return new DomainDefinition(
        base.type(),
        base.name(),
        base.uuid(),
        null,
        base.memoryKib(),
        1,
        base.os(),
        base.features(),
        null,
        base.clock(),
        base.onPoweroff(),
        base.onReboot(),
        action,
        base.devices());
  }
}
