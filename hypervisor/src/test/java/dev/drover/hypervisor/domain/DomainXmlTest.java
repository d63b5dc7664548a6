package dev.drover.hypervisor.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainXmlTest {
  static final String MINIMAL =
      """
      <domain type='qemu'>
        <name>db</name>
        <uuid>5b0ba0d2-3c60-4a56-9a3e-6f0a51c0a000</uuid>
        <memory>131080</memory>
        <os><type arch='x86_64' machine='pc-i440fx-7.2'>hvm</type></os>
        <devices/>
      </domain>
      """;

  @Test
  void aDefinitionOfARealLibvirtIsReadAndWrittenByteForByte() throws IOException {
    String real = real();
    DomainDefinition definition = DomainXml.read(real);

    assertThat(DomainXml.write(definition)).isEqualTo(real);
    assertThat(definition.name()).isEqualTo("cap-plain");
    assertThat(definition.memoryKib()).isEqualTo(99_328);
    assertThat(definition.os().machine()).isEqualTo("pc-i440fx-7.2");
    assertThat(definition.os().bootOrder()).containsExactly(BootDevice.HD);
    assertThat(definition.devices().serials())
        .containsExactly(new SerialPort(0, new SerialBackend.Null(), true));
    assertThat(definition.devices().balloon())
        .isEqualTo(new Balloon(Balloon.Model.VIRTIO, new PciAddress(0, 0, 2, 0, false)));
  }

  static String real() throws IOException {
    String name = "/definitions/libvirt-9.0-plain.xml";
    try (InputStream file = DomainXmlTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void nothingThatTheGuestSeesIsFilledIn() {
    DomainDefinition definition = DomainXml.read(MINIMAL);

    assertThat(definition.devices()).isEqualTo(Devices.NONE);
    assertThat(definition.cpu()).isNull();
    assertThat(definition.features()).isEqualTo(GuestFeatures.NONE);
    assertThat(definition.vcpus()).isEqualTo(1);
    assertThat(definition.onReboot()).isEqualTo(LifecycleAction.RESTART);
  }

  @Test
  void everyGeneratedDefinitionSurvivesWritingAndReading() {
    Random random = new Random(1);
    for (int round = 0; round < 500; round++) {
      DomainDefinition definition = new RandomDefinitions(random).next();

      assertThat(DomainXml.read(DomainXml.write(definition))).isEqualTo(definition);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-name", "a,b=c,,d", "it's \"quoted\" & <tagged>", " spaced ",
            "\u00fcml\u00e4ut \ud83d\udc11",
        "$(reboot)", "a\tb", "%s%n", "file:x,if=none", "\u202eevil"
      })
  void aHostileNameIsKeptAsItIs(String name) {
    DomainDefinition definition = named(name);

    assertThat(definition.name()).isEqualTo(name);
    assertThat(DomainXml.read(DomainXml.write(definition))).isEqualTo(definition);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ".", "..", "a/b", "a\nb"})
  void aNameThatIsNoneIsRefused(String name) {
    assertRefused(() -> named(name), FailureCode.INVALID_DEFINITION, "/domain/name ");
  }

  @Test
  void aNameHasAtMost255Bytes() {
    assertThat(named("\u00fc".repeat(127)).name()).hasSize(127);
    assertRefused(
        () -> named("\u00fc".repeat(128)), FailureCode.INVALID_DEFINITION, "longer than 255 bytes");
  }

  private static DomainDefinition named(String name) {
    String escaped = name.replace("&", "&amp;").replace("<", "&lt;");
    return DomainXml.read(MINIMAL.replace(">db<", ">" + escaped + "<"));
  }

  @ParameterizedTest
  @CsvSource({
    "'>1024<', 1024",
    "' unit=''KiB''>1024<', 1024",
    "' unit=''k''>1024<', 1024",
    "' unit=''b''>2048<', 2",
    "' unit=''bytes''>1024<', 1",
    "' unit=''KB''>128<', 125",
    "' unit=''MiB''>1<', 1024",
    "' unit=''MB''>128<', 125000",
    "' unit=''GiB''>1<', 1048576",
    "' unit=''gb''>128<', 125000000",
    "' unit=''TiB''>2<', 2147483648",
  })
  void memoryIsConvertedExactly(String memory, long kib) {
    assertThat(DomainXml.read(MINIMAL.replace(">131080<", memory)).memoryKib()).isEqualTo(kib);
  }

  @ParameterizedTest
  @CsvSource({
    "' unit=''b''>1023<', not a whole number of KiB",
    "' unit=''KB''>1<', not a whole number of KiB",
    "' unit=''pages''>1<', has the unit pages",
    "'>0<', no size that a guest can have",
    "'>-1<', not a size",
    "'>1e6<', not a size",
    "'>9999999999999999999<', no size",
    "' unit=''TiB''>9999999999<', no size",
  })
  void memoryThatCannotBeExactIsRefused(String memory, String reason) {
    assertRefused(
        () -> DomainXml.read(MINIMAL.replace(">131080<", memory)),
        FailureCode.INVALID_DEFINITION,
        "/domain/memory");
    assertThatThrownBy(() -> DomainXml.read(MINIMAL.replace(">131080<", memory)))
        .hasMessageContaining(reason);
  }

  @Test
  void aMissingUuidIsDrawnOnlyWhereTheCallerAsksForIt() {
    String without = MINIMAL.replaceFirst("<uuid>.*</uuid>", "");
    without =
        without.replace(
            "<devices/>",
            "<devices><interface type='user'><model type='virtio'/></interface></devices>");
    String bare = without;

    assertRefused(
        () -> DomainXml.read(bare), FailureCode.INVALID_DEFINITION, "/domain lacks <uuid>");
    DomainDefinition drawn = DomainXml.read(bare, IdentitySource.random());
    assertThat(DomainXml.read(DomainXml.write(drawn))).isEqualTo(drawn);
    assertThat(drawn.devices().interfaces().get(0).mac()).matches("52:54:00(:[0-9a-f]{2}){3}");
    assertThat(DomainXml.read(bare, IdentitySource.random()).uuid()).isNotEqualTo(drawn.uuid());
  }

  @Test
  void aUuidIsKeptInLowerCase() {
    String shouted = MINIMAL.replace("5b0ba0d2-3c60", "5B0BA0D2-3C60");

    assertThat(DomainXml.read(shouted, IdentitySource.random()).uuid())
        .isEqualTo("5b0ba0d2-3c60-4a56-9a3e-6f0a51c0a000");
  }

  @Test
  void aPasswordIsRefusedAndNotRepeated() {
    String secret =
        MINIMAL.replace("<devices/>", "<devices><graphics type='vnc' passwd='hunter2'/></devices>");

    assertThatThrownBy(() -> DomainXml.read(secret))
        .isInstanceOf(DroverException.class)
        .hasMessageContaining("/domain/devices/graphics/@passwd is a secret")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void theConsoleOfTheFirstSerialPortIsNoDeviceOfItsOwn() {
    String file = "<source path='/tmp/out'/>";
    String serial = "<serial type='file'>" + file + "</serial>";
    String console = "<console type='file'>" + file + "</console>";

    assertThat(devices(serial + console).serials())
        .isEqualTo(List.of(new SerialPort(0, new SerialBackend.File("/tmp/out", null), true)));
    assertThat(devices(serial).serials().get(0).console()).isFalse();
    assertRefused(
        () -> devices(console), FailureCode.UNSUPPORTED_DEFINITION, "/domain/devices/console");
    assertRefused(
        () -> devices(serial + "<console type='null'/>"),
        FailureCode.UNSUPPORTED_DEFINITION,
        "not the same as the <serial> of port 0");
  }

  private static Devices devices(String xml) {
    return DomainXml.read(MINIMAL.replace("<devices/>", "<devices>" + xml + "</devices>"))
        .devices();
  }

  static void assertRefused(Runnable reading, FailureCode code, String sentence) {
    assertThatThrownBy(reading::run)
        .isInstanceOfSatisfying(
            DroverException.class, e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code))
        .hasMessageContaining(sentence);
  }
}
