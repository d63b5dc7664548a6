package dev.drover.protocol.cookie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.Cookie;
import dev.drover.protocol.xml.XmlElement;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CookieCodecTest {
  private static final String UUID = "5b0ba0d2-3c60-4a56-9a3e-6f0a51c0a000";
  private static final String HOST = "11111111-aaaa-4aaa-8aaa-000000000001";
  private static final String HEAD =
      "<qemu-migration><name>n</name><uuid>"
          + UUID
          + "</uuid><hostname>h</hostname><hostuuid>"
          + HOST
          + "</hostuuid>";

  @ParameterizedTest
  @ValueSource(strings = {"1-begin", "2-prepare", "3-perform", "4-finish"})
  void aCookieOfARealLibvirtIsReadAndWrittenByteForByte(String step) throws IOException {
    Cookie real = real(step);

    assertThat(CookieCodec.encode(CookieCodec.decode(real))).isEqualTo(real);
    assertThat(CookieCodec.decode(real, CookieCodec.STRICT_BYTES).name()).isEqualTo("cap-plain");
  }

  @Test
  void whatARealLibvirtSaysIsUnderstood() throws IOException {
    MigrationCookie begin = CookieCodec.decode(real("1-begin"));
    MigrationCookie perform = CookieCodec.decode(real("3-perform"));
    MigrationCookie finish = CookieCodec.decode(real("4-finish"));

    assertThat(begin.uuid()).isEqualTo(UUID);
    assertThat(begin.hostName()).isEqualTo("vm");
    assertThat(begin.hostUuid()).isEqualTo(HOST);
    assertThat(begin.mandatoryFeatures()).containsExactly("lockstate");
    assertThat(begin.lockState()).as("a lock manager without state").isNull();
    assertThat(begin.capabilities())
        .hasSize(11)
        .contains(
            new Capability("pause-before-switchover", true), new Capability("multifd", false));
    assertThat(begin.others()).extracting(XmlElement::name).containsExactly("cpu");
    assertThat(perform.persistentDefinition())
        .startsWith("<domain type='qemu'>\n  <name>cap-plain");
    assertThat(Objects.requireNonNull(finish.statistics()).get(CookieStatistic.DELTA)).isEqualTo(2);
    assertThat(finish.statistics().get(CookieStatistic.DOWNTIME)).isEqualTo(18);
    assertThat(finish.statistics().get(CookieStatistic.COMPRESSION_BYTES)).isNull();
    assertThat(finish.handOver()).isNull();
  }

  @Test
  void everySectionSurvivesTheJourney() {
    MigrationCookie cookie =
        MigrationCookie.of("a <&> 'b' \u00e9", UUID, "h", HOST)
            .withLockState(new LockState("sanlock", "lease one"))
            .withPersistentDefinition("<domain type='kvm'>\n  <name>n</name>\n</domain>\n")
            .withStatistics(
                new CookieStatistics(
                    Map.of(CookieStatistic.DELTA, -3L, CookieStatistic.DOWNTIME, 11L)))
            .withCapabilities(List.of(new Capability("multifd", true)))
            .withHandOver(new HandOver(7, true));

    assertThat(CookieCodec.decode(CookieCodec.encode(cookie))).isEqualTo(cookie);
    assertThat(cookie.mandatoryFeatures()).containsExactly("lockstate", "persistent");
  }

  @Test
  void droversOwnSectionStandsWhereLibvirtIgnoresIt() {
    String text =
        text(MigrationCookie.of("n", UUID, "h", HOST).withHandOver(new HandOver(0, false)));

    assertThat(text)
        .endsWith(
            "  <drover:switchover xmlns:drover='https://drover.dev/cookie/1' epoch='0'"
                + " state='running'/>\n</qemu-migration>\n\0");
  }

  @Test
  void unknownElementsAreIgnored() {
    assertThat(decode(HEAD + "<future a='b'><c/></future></qemu-migration>"))
        .isEqualTo(MigrationCookie.of("n", UUID, "h", HOST));
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <feature/>                                     | <feature> has no name
          <feature name='persistent'/>                   | announces a persistent definition and carries none
          <domain type='qemu'/>                          | that it does not announce
          <lockstate/>                                   | <lockstate> has no driver
          <capabilities><cap auto='no'/></capabilities>  | <cap> has no name
          <capabilities><cap name='x'/></capabilities>   | <cap> has no auto
          <capabilities><cap name='x' auto='1'/></capabilities> | auto='1'
          <statistics><downtime/></statistics>           | <downtime> is not a number
          <statistics/><statistics/>                     | <statistics> more than once
          <name>m</name>                                 | <name> more than once
          <drover:switchover/>                           | belongs to null
          <drover:switchover xmlns:drover='https://drover.dev/cookie/1'/> | has no epoch
          <drover:switchover xmlns:drover='https://drover.dev/cookie/1' epoch='-1' state='running'/> | epoch -1
          <drover:switchover xmlns:drover='https://drover.dev/cookie/1' epoch='1' state='x'/> | in state x
          """)
  void aSectionWithoutItsDataIsRefused(String section, String reason) {
    assertInvalid(cookie(HEAD + section + "</qemu-migration>"), reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"name", "uuid", "hostname", "hostuuid"})
  void whatEveryCookieHasMustBeThere(String element) {
    String without = HEAD.replaceFirst("<" + element + ">[^<]*</" + element + ">", "");

    assertInvalid(cookie(without + "</qemu-migration>"), "has no <" + element + ">");
  }

  @Test
  void aCookieThatIsNoCookieIsRefused() {
    assertInvalid(Cookie.EMPTY, "is empty");
    assertInvalid(Cookie.of("<qemu-migration/>".getBytes(StandardCharsets.UTF_8)), "NUL");
    assertInvalid(cookie("<domain/>"), "is a <domain> document");
    assertInvalid(cookie("\u0000"), "not well-formed");
    assertInvalid(cookie(HEAD.replace(UUID, "7") + "</qemu-migration>"), "not a UUID: 7");
    assertInvalid(cookie("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a/>"), "DOCTYPE");
    assertInvalid(Cookie.of(new byte[CookieCodec.MAX_BYTES + 1]), "at most 4194304");
  }

  @Test
  void theStrictLimitCountsTheNul() {
    MigrationCookie empty =
        MigrationCookie.of("n", UUID, "", HOST).withLockState(new LockState("s", ""));
    int room = CookieCodec.STRICT_BYTES - text(withLeases(empty, "x")).length() + 1;

    Cookie full = CookieCodec.encode(withLeases(empty, "x".repeat(room)), CookieCodec.STRICT_BYTES);

    assertThat(full.size()).isEqualTo(16_384);
    assertThatThrownBy(
            () ->
                CookieCodec.encode(
                    withLeases(empty, "x".repeat(room + 1)), CookieCodec.STRICT_BYTES))
        .isInstanceOf(DroverException.class)
        .hasMessageContaining("has 16385 bytes, at most 16384");
  }

  private static MigrationCookie withLeases(MigrationCookie cookie, String leases) {
    return cookie.withLockState(new LockState("s", leases));
  }

  @Test
  void noMutationOfARealCookieThrowsAnythingButAClearRefusal() throws IOException {
    Random random = new Random(3);
    byte[] original = real("3-perform").bytes();
    int understood = 0;
    for (int round = 0; round < 3000; round++) {
      byte[] mutant = mutate(original, random);
      try {
        CookieCodec.encode(CookieCodec.decode(Cookie.of(mutant)));
        understood++;
      } catch (DroverException e) {
        assertThat(e.code()).isEqualTo(FailureCode.INVALID_COOKIE);
        assertThat(e.getMessage()).hasSizeLessThan(600).doesNotContain("\n");
      }
    }
    assertThat(understood).as("mutants that still are cookies").isPositive();
  }

  private static byte[] mutate(byte[] original, Random random) {
    byte[] mutant = original.clone();
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(mutant.length);
      switch (random.nextInt(3)) {
        case 0 -> mutant[at] = (byte) random.nextInt(256);
        case 1 -> mutant[at] = (byte) "<>&'\"=/ 0x".charAt(random.nextInt(10));
        default ->
            System.arraycopy(
                original,
                random.nextInt(original.length - 40),
                mutant,
                Math.min(at, mutant.length - 41),
                40);
      }
    }
    return mutant;
  }

  private static void assertInvalid(Cookie cookie, String reason) {
    assertThatThrownBy(() -> CookieCodec.decode(cookie))
        .isInstanceOfSatisfying(
            DroverException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.INVALID_COOKIE))
        .hasMessageContaining(reason);
  }

  private static MigrationCookie decode(String document) {
    return CookieCodec.decode(cookie(document));
  }

  private static Cookie cookie(String document) {
    return Cookie.of((document + "\0").getBytes(StandardCharsets.UTF_8));
  }

  private static String text(MigrationCookie cookie) {
    return new String(CookieCodec.encode(cookie).bytes(), StandardCharsets.UTF_8);
  }

  private static Cookie real(String step) throws IOException {
    String name = "/cookies/plain." + step + ".cookie";
    try (InputStream bytes = CookieCodecTest.class.getResourceAsStream(name)) {
      return Cookie.of(Objects.requireNonNull(bytes, name).readAllBytes());
    }
  }
}
