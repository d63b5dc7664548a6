package dev.drover.hypervisor.domain;

import static dev.drover.hypervisor.domain.DomainXmlTest.MINIMAL;
import static dev.drover.hypervisor.domain.DomainXmlTest.assertRefused;
import static dev.drover.hypervisor.domain.DomainXmlTest.real;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusedDefinitionTest {

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <memory>131080</memory> | <memory>131080</memory><metadata><x:y xmlns:x='u'/></metadata> | /domain/metadata is not supported
          <memory>131080</memory> | <memory>131080</memory><currentMemory>1</currentMemory> | /domain/currentMemory differs from <memory>
          <memory>                | <memory dumpCore='off'>                     | /domain/memory/@dumpCore
          type='qemu'             | type='xen'                                  | /domain/@type is xen, drover understands: qemu, kvm
          type='qemu'             | type='qemu' id='1'                          | /domain/@id
          type='qemu'             | type='qemu' xmlns:qemu='u'                  | /domain/@xmlns:qemu
          >hvm<                   | >linux<                                     | /domain/os/type is linux
          arch='x86_64'           | arch='s390x'                                | /domain/os/type/@arch is s390x
          </os>                   | <loader/></os>                              | /domain/os/loader
          </os>                   | </os><features><acpi/><smm state='on'/></features> | /domain/features/smm
          </os>                   | </os><clock offset='utc'><timer name='rtc'/></clock> | /domain/clock/timer
          </os>                   | </os><clock offset='variable'/>             | /domain/clock/@offset is variable
          </os>                   | </os><on_crash>coredump-destroy</on_crash>  | /domain/on_crash is coredump-destroy
          </os>                   | </os><cpu mode='host-model'><model>x</model></cpu> | /domain/cpu/model
          <devices/>              | <devices><hostdev/></devices>               | /domain/devices/hostdev is not supported
          <devices/>              | <devices><hostdev/><hostdev/></devices>     | /domain/devices/hostdev[2]
          <devices/>              | <devices>words</devices>                    | /domain/devices/text()
          <devices/>              | <devices><rng model='virtio'><backend model='egd'>/x</backend></rng></devices> | /domain/devices/rng/backend/@model is egd
          <devices/>              | <devices><serial type='pty'/></devices>     | /domain/devices/serial/@type is pty
          <devices/>              | <devices><controller type='scsi'/></devices> | /domain/devices/controller/@type is scsi
          <devices/>              | <devices><controller type='ide' index='1'/></devices> | /domain/devices/controller has the index 1
          <devices/>              | <devices><interface type='network'><mac address='52:54:00:0:0:1'/><model type='virtio'/></interface></devices> | /domain/devices/interface/@type is network
          """)
  void whatLiesOutsideOfTheSubsetIsRefusedByItsPath(String from, String to, String sentence) {
    String xml = MINIMAL.replace(from, to);
    assertThat(xml).isNotEqualTo(MINIMAL);
    assertThatThrownBy(() -> DomainXml.read(xml))
        .isInstanceOf(DroverException.class)
        .hasMessageContaining("The definition of domain db is refused: ")
        .hasMessageContaining(sentence);
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <name>db</name>         |                                             | /domain lacks <name>
          <name>db</name>         | <name>db</name><name>da</name>              | /domain/name[2] repeats
          <memory>131080</memory> |                                             | /domain lacks <memory>
          5b0ba0d2-               | 5b0ba0d2                                    | /domain/uuid is not a UUID
          machine='pc-i440fx-7.2' |                                             | /domain/os/type lacks the attribute machine
          pc-i440fx-7.2           | pc,accel=kvm                                | /domain/os/type/@machine is pc,accel=kvm
          </os>                   | </os><vcpu>0</vcpu>                         | /domain/vcpu is 0, expected 1 to 4096
          </os>                   | </os><cpu><model>a,+b</model></cpu>         | /domain/cpu/model needs the name
          </os>                   | </os><cpu mode='host-model'><topology sockets='1' cores='2' threads='1'/></cpu> | makes 2 CPUs, <vcpu> says 1
          </os>                   | <kernel>vmlinuz</kernel></os>               | /domain/os/kernel is not an absolute path
          </os>                   | <cmdline>quiet</cmdline></os>               | without <kernel>
          </os>                   | <boot dev='hd'/><boot dev='hd'/></os>       | /domain/os/boot[2] names hd again
          <devices/>              | <devices><disk type='file'><target dev='vda'/></disk></devices> | /domain/devices/disk has no <source file=
          <devices/>              | <devices><disk type='file'><source file='/a'/><target dev='sda'/></disk></devices> | /domain/devices/disk/target lacks the attribute bus
          <devices/>              | <devices><disk type='file' device='cdrom'><target dev='hda'/></disk><disk type='file' device='cdrom'><target dev='hda'/></disk></devices> | /domain/devices/disk[2] has the target of another disk: hda
          <devices/>              | <devices><interface type='bridge'><mac address='53:54:00:00:00:01'/><source bridge='br0'/><model type='virtio'/></interface></devices> | /domain/devices/interface/mac/@address
          <devices/>              | <devices><graphics type='vnc' port='80'/></devices> | /domain/devices/graphics has the port 80
          <devices/>              | <devices><memballoon model='virtio'><address type='pci' slot='0x20'/></memballoon></devices> | /domain/devices/memballoon/address has slot outside
          """)
  void whatIsWrongIsRefusedByItsPath(String from, String to, String sentence) {
    String xml = MINIMAL.replace(from, to == null ? "" : to);
    assertThat(xml).isNotEqualTo(MINIMAL);
    assertRefused(() -> DomainXml.read(xml), FailureCode.INVALID_DEFINITION, sentence);
  }

  @Test
  void everythingIsSaidAtOnceAndTheNumberIsBounded() {
    String xml =
        MINIMAL
            .replace("<devices/>", "<devices>" + "<sound/>".repeat(30) + "</devices>")
            .replace(">131080<", ">none<");

    assertThatThrownBy(() -> DomainXml.read(xml))
        .hasMessageContaining("/domain/memory is not a size: none; ")
        .hasMessageContaining("/domain/devices/sound[1] ")
        .hasMessageContaining("/domain/devices/sound[19] ")
        .hasMessageContaining("; and 11 more.");
  }

  @Test
  void anotherDocumentIsRefused() {
    assertRefused(
        () -> DomainXml.read("<network/>"), FailureCode.INVALID_DEFINITION, "expected <domain>");
    assertRefused(() -> DomainXml.read(""), FailureCode.INVALID_DEFINITION, "not well-formed");
  }

  @Test
  @Timeout(5)
  void attacksEndInOneSentenceAndSoon() {
    assertRefused(
        () -> DomainXml.read("<!DOCTYPE d [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" + MINIMAL),
        FailureCode.INVALID_DEFINITION,
        "has a DOCTYPE");
    assertRefused(
        () -> DomainXml.read(" ".repeat(100_000_000)),
        FailureCode.INVALID_DEFINITION,
        "at most 262144 are read");
    assertRefused(
        () -> DomainXml.read(new byte[100_000_000]),
        FailureCode.INVALID_DEFINITION,
        "at most 262144 are read");
    assertRefused(
        () -> DomainXml.read("<domain>".repeat(30_000)),
        FailureCode.INVALID_DEFINITION,
        "nested more than 32 levels");
    assertRefused(
        () -> DomainXml.read("<a>".repeat(100_000)), FailureCode.INVALID_DEFINITION, "at most");
    assertRefused(
        () -> DomainXml.read("<domain>\u00e9</domain>".getBytes(StandardCharsets.ISO_8859_1)),
        FailureCode.INVALID_DEFINITION,
        "is not UTF-8");
    assertRefused(
        () -> DomainXml.read("<domain>" + "<a/>".repeat(60_000) + "</domain>"),
        FailureCode.INVALID_DEFINITION,
        "more");
    assertRefused(
        () ->
            DomainXml.read(
                MINIMAL.replace(
                    "<devices/>", "<devices>" + "<disk/>".repeat(30_000) + "</devices>")),
        FailureCode.INVALID_DEFINITION,
        "more");
  }

  @Test
  @Timeout(30)
  void noMutationThrowsAnythingButARefusalThatIsOneLine() throws IOException {
    Random random = new Random(7);
    String rich = DomainXml.write(new RandomDefinitions(random).next());
    int accepted = 0;
    for (int round = 0; round < 3000; round++) {
      byte[] mutant = (round % 2 == 0 ? real() : rich).getBytes(StandardCharsets.UTF_8);
      for (int change = random.nextInt(4); change >= 0; change--) {
        mutate(mutant, random);
      }
      long start = System.nanoTime();
      try {
        DomainDefinition definition = DomainXml.read(mutant);
        assertThat(DomainXml.read(DomainXml.write(definition))).isEqualTo(definition);
        accepted++;
      } catch (DroverException e) {
        assertThat(e.code())
            .isIn(FailureCode.INVALID_DEFINITION, FailureCode.UNSUPPORTED_DEFINITION);
        assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(6000);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }
    assertThat(accepted).as("mutants that still are definitions").isPositive();
  }

  private static void mutate(byte[] document, Random random) {
    int at = random.nextInt(document.length - 30);
    switch (random.nextInt(4)) {
      case 0 -> document[at] = (byte) random.nextInt(256);
      case 1 -> document[at] = (byte) "<>&'\"=/ 0x[]".charAt(random.nextInt(12));
      case 2 -> document[at] = (byte) ('a' + random.nextInt(26));
      default -> System.arraycopy(document, random.nextInt(document.length - 30), document, at, 30);
    }
  }
}
