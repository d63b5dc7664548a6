package dev.drover.hypervisor.domain;

import static dev.drover.hypervisor.domain.DomainXmlTest.MINIMAL;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AbiCheckTest {
  private static final String FULL =
      MINIMAL
          .replace(
              "</os>",
              "<kernel>/a</kernel><boot dev='hd'/></os><cpu check='none'><model>qemu64</model></cpu>")
          .replace(
              "<devices/>",
              """
              <devices>
                <emulator>/usr/bin/qemu-system-x86_64</emulator>
                <disk type='file'><driver cache='none'/><source file='/a.img'/><target dev='vda'/><serial>WD-1</serial></disk>
                <interface type='user'><mac address='52:54:00:00:00:01'/><model type='virtio'/></interface>
                <serial type='null'/>
                <graphics type='vnc'/>
                <video><model type='vga'/></video>
                <memballoon model='virtio'><address type='pci' slot='2'/></memballoon>
                <rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>
              </devices>
              """);

  @ParameterizedTest
  @CsvSource({
    "<name>db, <name>web, /domain/name",
    "5b0ba0d2, 5b0ba0d3, /domain/uuid",
    "type='qemu', type='kvm', /domain/@type",
    "131080, 131088, /domain/memory",
    "pc-i440fx-7.2, pc-q35-7.2, /domain/os/type/@machine",
    "<kernel>/a</kernel>, '', /domain/os/kernel",
    ">qemu64<, >kvm64<, /domain/cpu/model",
    "<devices>, <clock offset='localtime'/><devices>, /domain/clock/@offset",
    "<devices>, <features><acpi/></features><devices>, /domain/features",
    "cache='none', cache='directsync', /domain/devices/disk/driver/@cache",
    "dev='vda', dev='vdb', /domain/devices/disk/target/@dev",
    "dev='vda', dev='vda' bus='sata', /domain/devices/disk/target/@bus",
    "WD-1, WD-2, /domain/devices/disk/serial",
    "</disk>, <readonly/></disk>, /domain/devices/disk/readonly",
    "00:00:01, 00:00:02, /domain/devices/interface/mac/@address",
    "<model type='virtio'/>, <model type='e1000'/>, /domain/devices/interface/model/@type",
    "<serial type='null'/>, '', /domain/devices/serial",
    "<model type='vga'/>, <model type='cirrus'/>, /domain/devices/video/model/@type",
    "slot='2', slot='3', /domain/devices/memballoon/address/@slot",
    "</devices>, <input type='tablet'/></devices>, /domain/devices/input",
  })
  void whatTheGuestSeesMustBeTheSame(String from, String to, String path) {
    assertThat(FULL).contains(from);
    assertThat(AbiCheck.differences(read(FULL), read(FULL.replace(from, to))))
        .extracting(AbiCheck.Difference::path)
        .contains(path);
  }

  @ParameterizedTest
  @CsvSource({
    "<kernel>/a<, <kernel>/b<",
    "<boot dev='hd'/>, <boot dev='network'/>",
    "check='none', check='full'",
    "<memory, <title>t</title><memory",
    "<devices>, <on_crash>restart</on_crash><devices>",
    "/usr/bin/qemu-system-x86_64, /opt/qemu",
    "type='file'><driver cache='none'/><source file='/a.img', type='block'><driver type='qcow2'/><source dev='/dev/b'",
    "cache='none', cache='writeback'",
    "</disk>, <shareable/></disk>",
    "<interface type='user'>, <interface type='bridge'><source bridge='br0'/>",
    "<serial type='null'/>, <serial type='unix'><source path='/s'/></serial>",
    "<graphics type='vnc'/>, ''",
    "/dev/urandom, /dev/hwrng",
  })
  void whatOnlyTheHostSeesMayDiffer(String from, String to) {
    assertThat(FULL).contains(from);
    assertThat(AbiCheck.differences(read(FULL), read(FULL.replace(from, to)))).isEmpty();
  }

  @Test
  void aDifferenceNamesBothValues() {
    List<AbiCheck.Difference> differences =
        AbiCheck.differences(read(FULL), read(FULL.replace("131080", "131088")));

    assertThat(differences.get(0))
        .hasToString("/domain/memory is '131088', the guest runs with '131080'");
    assertThat(differences)
        .hasSize(2)
        .last()
        .extracting(AbiCheck.Difference::path)
        .isEqualTo("/domain/currentMemory");
  }

  @Test
  void aDefinitionIsTheSameMachineAsItself() {
    Random random = new Random(5);
    for (int round = 0; round < 100; round++) {
      DomainDefinition definition = new RandomDefinitions(random).next();

      assertThat(AbiCheck.differences(definition, definition)).isEmpty();
    }
  }

  private static DomainDefinition read(String xml) {
    return DomainXml.read(xml);
  }
}
