package dev.drover.hypervisor.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsPeerNetworkTest {
  private static final String ALPHA = "3d2b8f0a-95b1-4a35-9a3e-5f1c0e8b7d02";
  private static final String BETA = "7c0e2f8e-54c3-4d4e-8d59-0b7f6c3a1e03";
  private static final String MIGRATION = "0d0e8f5c-3a51-4c8e-9a43-6f2f9d1c7b10";
  private static final LinkTimes QUICK =
      new LinkTimes(Duration.ofMillis(20), Duration.ofSeconds(5), Duration.ofSeconds(5));

  private static HostCertificates alphaCertificates;
  private static HostCertificates betaCertificates;
  private static HostCertificates strangerCertificates;
  private static HostCertificates otherSelfCertificates;

  private final List<PeerNetwork> networks = new ArrayList<>();
  private final RecordingListener atAlpha = new RecordingListener();
  private final RecordingListener atBeta = new RecordingListener();

  @BeforeAll
  static void makeTheFleet(@TempDir Path folder) throws Exception {
    TestCertificates fleet = new TestCertificates(folder, "fleet");
    Path alpha = fleet.host("alpha", ALPHA);
    Path beta = fleet.host("beta", BETA);
    Path stranger = new TestCertificates(folder, "strangers").host("alpha", ALPHA);
    alphaCertificates = HostCertificates.read(alpha);
    betaCertificates = HostCertificates.read(beta);
    strangerCertificates = HostCertificates.read(stranger);
    // Trusts the fleet, and shows a certificate that the fleet does not trust.
    Path otherSelf = Files.createDirectory(folder.resolve("mixed"));
    for (String file : List.of("server-cert.pem", "server-key.pem")) {
      Files.copy(alpha.resolve(file), otherSelf.resolve(file));
    }
    for (String file : List.of("client-cert.pem", "client-key.pem")) {
      Files.copy(stranger.resolve(file), otherSelf.resolve(file));
    }
    Files.write(
        otherSelf.resolve("ca-cert.pem"),
        List.of(
            Files.readString(alpha.resolve("ca-cert.pem")),
            Files.readString(stranger.resolve("ca-cert.pem"))));
    otherSelfCertificates = HostCertificates.read(otherSelf);
  }

  @AfterEach
  void closeTheNetworks() {
    networks.forEach(PeerNetwork::close);
  }

  @Test
  void framesGoBothWaysInTheOrderSent() throws Exception {
    PeerLink link = connect(betaAddress(QUICK));
    PeerLink back = atBeta.awaitLink();
    assertThat(link.peerHost()).isEqualTo(BETA);
    assertThat(back.peerHost()).isEqualTo(ALPHA);
    assertThat(back.migrationId()).isEqualTo(link.migrationId()).isEqualTo(MIGRATION);

    byte[] largest = new byte[Frame.MAX_BODY];
    largest[largest.length - 1] = 7;
    link.send(Frame.of(FrameKind.COMMIT, largest));
    for (FrameKind kind : FrameKind.values()) {
      link.send(Frame.of(kind, kind.name().getBytes(UTF_8)));
      back.send(Frame.of(kind));
    }

    assertThat(atBeta.awaitFrame().body()).isEqualTo(largest);
    for (FrameKind kind : FrameKind.values()) {
      Frame there = atBeta.awaitFrame();
      assertThat(there.kind()).isEqualTo(kind);
      assertThat(new String(there.body(), UTF_8)).isEqualTo(kind.name());
      assertThat(atAlpha.awaitFrame().kind()).isEqualTo(kind);
    }
  }

  @Test
  void whatWasSentBeforeClosingStillArrivesAndBothEndsAreToldOnce() throws Exception {
    PeerLink link = connect(betaAddress(QUICK));
    atBeta.awaitLink();
    link.send(Frame.of(FrameKind.ACKNOWLEDGE));
    link.close();
    link.close();
    link.send(Frame.of(FrameKind.COMMIT));

    assertThat(link.isOpen()).isFalse();
    assertThat(atBeta.awaitFrame().kind()).isEqualTo(FrameKind.ACKNOWLEDGE);
    assertThat(atBeta.awaitClosed()).isEqualTo("Host " + ALPHA + " closed the link");
    assertThat(atAlpha.awaitClosed()).isEqualTo("This end closed the link");
    assertThat(atAlpha.closings()).isEqualTo(1);
    assertThat(atBeta.closings()).isEqualTo(1);
  }

  @Test
  void pingsKeepAQuietLinkOpen() throws Exception {
    LinkTimes times =
        new LinkTimes(Duration.ofMillis(20), Duration.ofMillis(400), Duration.ofSeconds(5));
    PeerLink link = alpha(times).connect(betaAddress(times), BETA, MIGRATION, atAlpha);
    atBeta.awaitLink();

    // Three times the silence that would close it, with nothing said but pings.
    assertThat(atAlpha.closedWithin(Duration.ofMillis(1200))).isFalse();
    assertThat(link.isOpen()).isTrue();
    assertThat(link.silence()).isLessThan(Duration.ofMillis(400));
  }

  @Test
  void aLinkThatBrokeIsReplacedByANewOne() throws Exception {
    String address = betaAddress(QUICK);
    connect(address).close();
    atAlpha.awaitClosed();
    atBeta.awaitClosed();

    RecordingListener again = new RecordingListener();
    PeerLink second = alpha(QUICK).connect(address, BETA, MIGRATION, again);
    second.send(Frame.of(FrameKind.CANCEL));

    assertThat(atBeta.awaitFrame().kind()).isEqualTo(FrameKind.CANCEL);
  }

  @Test
  void aStoppingWorkerClosesItsLinks() throws Exception {
    PeerNetwork alpha = alpha(QUICK);
    alpha.connect(betaAddress(QUICK), BETA, MIGRATION, atAlpha);
    atBeta.awaitLink();
    alpha.close();

    assertThat(atAlpha.awaitClosed()).isEqualTo("This worker is stopping");
    assertThat(atBeta.awaitClosed()).isEqualTo("Host " + ALPHA + " closed the link");
  }

  @Test
  void anotherHostThanExpectedIsRefusedByName() {
    String address = betaAddress(QUICK);
    String wanted = "11111111-2222-3333-4444-555555555555";
    assertThatThrownBy(() -> alpha(QUICK).connect(address, wanted, MIGRATION, atAlpha))
        .satisfies(failure -> code(failure, FailureCode.CERTIFICATE_REJECTED))
        .hasMessage(
            "The worker of host %s at %s is not trusted: its certificate says host %s."
                .formatted(wanted, address, BETA));
  }

  @Test
  void aServerOfAnotherAuthorityIsRefused() {
    String address = listen(network(strangerCertificates, QUICK, Versions.OWN));
    assertThatThrownBy(() -> alpha(QUICK).connect(address, ALPHA, MIGRATION, atAlpha))
        .satisfies(failure -> code(failure, FailureCode.CERTIFICATE_REJECTED))
        .hasMessageContainingAll(ALPHA, address, "is not trusted");
  }

  @Test
  void aClientOfAnotherAuthorityIsRefusedAndToldSo() {
    String address = betaAddress(QUICK);
    PeerNetwork client = network(otherSelfCertificates, QUICK, Versions.OWN);
    assertThatThrownBy(() -> client.connect(address, BETA, MIGRATION, atAlpha))
        .satisfies(failure -> code(failure, FailureCode.CERTIFICATE_REJECTED))
        .hasMessageContaining("it refuses this host's certificate");
    assertThat(atBeta.links()).isZero();
  }

  @Test
  void endsWithoutACommonVersionSaySo() {
    String address = listen(network(betaCertificates, QUICK, new Versions(3, 4)));
    PeerNetwork older = network(alphaCertificates, QUICK, new Versions(1, 2));
    assertThatThrownBy(() -> older.connect(address, BETA, MIGRATION, atAlpha))
        .satisfies(failure -> code(failure, FailureCode.PEER_UNREACHABLE))
        .hasMessageContaining("it speaks versions 3 to 4 of the link, this one versions 1 to 2");
  }

  @Test
  void neighbouringVersionsSpeakTheOlderOne() throws Exception {
    String address = listen(network(betaCertificates, QUICK, new Versions(2, 3)));
    PeerNetwork older = network(alphaCertificates, QUICK, new Versions(1, 2));
    older.connect(address, BETA, MIGRATION, atAlpha).send(Frame.of(FrameKind.CANCEL));
    assertThat(atBeta.awaitFrame().kind()).isEqualTo(FrameKind.CANCEL);
  }

  @Test
  void nobodyThereIsSaidAtOnce() {
    PeerNetwork beta = network(betaCertificates, QUICK, Versions.OWN);
    String address = listen(beta);
    beta.close();
    assertThatThrownBy(() -> alpha(QUICK).connect(address, BETA, MIGRATION, atAlpha))
        .satisfies(failure -> code(failure, FailureCode.PEER_UNREACHABLE))
        .hasMessageContainingAll(BETA, address, "refused");
    assertThat(atAlpha.closings()).isZero();
  }

  @Test
  void anAddressThatIsNoneIsRefused() {
    for (String address :
        new String[] {"", "host", ":1", "host:0", "host:65536", "::1:80", "a b:1"}) {
      assertThatThrownBy(() -> alpha(QUICK).connect(address, BETA, MIGRATION, atAlpha))
          .satisfies(failure -> code(failure, FailureCode.INVALID_ARGUMENT))
          .hasMessageContaining('"' + address + '"');
    }
    assertThat(PeerAddress.parse("[fe80::1%eth0]:7235"))
        .isEqualTo(new PeerAddress("fe80::1%eth0", 7235))
        .hasToString("[fe80::1%eth0]:7235");
    assertThat(PeerAddress.parse("alpha.example:1")).hasToString("alpha.example:1");
  }

  @Test
  void aPortThatIsTakenAndAnAddressThatNobodyReachesAreRefused() {
    PeerAddress taken = PeerAddress.parse(betaAddress(QUICK));
    for (PeerAddress address : List.of(taken, new PeerAddress("0.0.0.0", 0))) {
      TlsPeerNetwork second = new TlsPeerNetwork(alphaCertificates, address, QUICK, Versions.OWN);
      networks.add(second);
      assertThatThrownBy(() -> second.listen(atBeta::opened))
          .satisfies(failure -> code(failure, FailureCode.INVALID_CONFIGURATION))
          .hasMessageContaining("cannot listen for its peers at " + address);
    }
  }

  private PeerLink connect(String address) {
    return alpha(QUICK).connect(address, BETA, MIGRATION, atAlpha);
  }

  private String betaAddress(LinkTimes times) {
    return listen(network(betaCertificates, times, Versions.OWN));
  }

  private PeerNetwork alpha(LinkTimes times) {
    return network(alphaCertificates, times, Versions.OWN);
  }

  private PeerNetwork network(HostCertificates certificates, LinkTimes times, Versions versions) {
    PeerNetwork network =
        new TlsPeerNetwork(certificates, new PeerAddress("127.0.0.1", 0), times, versions);
    networks.add(network);
    return network;
  }

  private String listen(PeerNetwork network) {
    network.listen(atBeta::opened);
    return network.address();
  }

  private static void code(Throwable failure, FailureCode code) {
    assertThat(failure)
        .isInstanceOfSatisfying(
            DroverException.class, drover -> assertThat(drover.code()).isEqualTo(code));
  }
}
