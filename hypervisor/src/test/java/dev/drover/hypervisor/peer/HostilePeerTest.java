package dev.drover.hypervisor.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Peers that speak TLS and nothing sensible after it, or fall silent. */
class HostilePeerTest {
  private static final String ALPHA = "3d2b8f0a-95b1-4a35-9a3e-5f1c0e8b7d02";
  private static final String BETA = "7c0e2f8e-54c3-4d4e-8d59-0b7f6c3a1e03";
  private static final String MIGRATION = "0d0e8f5c-3a51-4c8e-9a43-6f2f9d1c7b10";
  private static final LinkTimes TIMES =
      new LinkTimes(Duration.ofMillis(20), Duration.ofMillis(300), Duration.ofMillis(500));

  private static HostCertificates alphaCertificates;
  private static HostCertificates betaCertificates;

  private final RecordingListener atAlpha = new RecordingListener();
  private final RecordingListener atBeta = new RecordingListener();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private PeerNetwork alpha;
  private PeerNetwork beta;

  @BeforeAll
  static void makeTheFleet(@TempDir Path folder) throws Exception {
    TestCertificates fleet = new TestCertificates(folder, "fleet");
    alphaCertificates = HostCertificates.read(fleet.host("alpha", ALPHA));
    betaCertificates = HostCertificates.read(fleet.host("beta", BETA));
  }

  @BeforeEach
  void listen() {
    alpha = network(alphaCertificates);
    beta = network(betaCertificates);
    beta.listen(atBeta::opened);
  }

  @AfterEach
  void closeEverything() throws Exception {
    for (AutoCloseable closeable : opened) {
      closeable.close();
    }
  }

  @Test
  void aPeerThatFallsSilentIsGivenUp() throws Exception {
    greeted();
    PeerLink link = atBeta.awaitLink();

    assertThat(atBeta.awaitClosed())
        .isEqualTo("Nothing was heard from host " + ALPHA + " for 300 ms");
    assertThat(link.silence()).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    assertThat(link.isOpen()).isFalse();
    assertThat(atBeta.closings()).isEqualTo(1);
  }

  @Test
  void aPeerThatStopsReadingIsGivenUpThoughItStillSpeaks() throws Exception {
    Connection hostile = greeted();
    PeerLink link = atBeta.awaitLink();
    Thread speaker = new Thread(() -> speakUntilClosed(hostile), "speaker");
    speaker.setDaemon(true);
    speaker.start();
    // More than two sockets' buffers hold; less than the queue refuses.
    link.send(Frame.of(FrameKind.COMMITTED, new byte[Frame.MAX_BODY]));
    link.send(Frame.of(FrameKind.COMMITTED, new byte[Frame.MAX_BODY]));

    assertThat(atBeta.awaitClosed())
        .isEqualTo("Host " + ALPHA + " has taken nothing in for 300 ms");
    speaker.join(20_000);
    assertThat(speaker.isAlive()).isFalse();
  }

  @Test
  void aQueueThatGrowsClosesTheLinkInsteadOfTheSender() throws Exception {
    greeted();
    PeerLink link = atBeta.awaitLink();
    long began = System.nanoTime();
    for (int i = 0; i < 10 && link.isOpen(); i++) {
      link.send(Frame.of(FrameKind.COMMITTED, new byte[Frame.MAX_BODY]));
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(250));
    assertThat(atBeta.awaitClosed())
        .isEqualTo("Host " + ALPHA + " does not take in what it is sent");
  }

  @Test
  void garbageEndsItsLinkAndNothingElse() throws Exception {
    PeerLink good = alpha.connect(beta.address(), BETA, MIGRATION, atAlpha);
    PeerLink back = atBeta.awaitLink();

    Connection hostile = greeted();
    PeerLink bad = atBeta.awaitLink();
    hostile.write(Message.of(99));
    hostile.flush();
    assertThat(atBeta.awaitClosed())
        .isEqualTo(
            "Host " + ALPHA + " is not understood: it sent a message of the unknown type 99");

    assertThat(bad.isOpen()).isFalse();
    assertThat(back.isOpen()).isTrue();
    good.send(Frame.of(FrameKind.CANCEL));
    assertThat(atBeta.awaitFrame().kind()).isEqualTo(FrameKind.CANCEL);
  }

  @Test
  void whatIsNoGreetingBecomesNoLink() throws Exception {
    List<Message> greetings =
        List.of(
            Message.of(Message.PING),
            Message.hello(1, "not-a-migration-id-but-36-characters"),
            Message.hello(1, "short"),
            Message.hello(2, MIGRATION),
            Message.of(Frame.of(FrameKind.COMMIT, new byte[1000])));
    for (Message greeting : greetings) {
      Connection hostile = connection();
      hostile.write(greeting);
      hostile.flush();
      assertThatThrownBy(() -> hostile.read(Message.MAX_GREETING)).isInstanceOf(IOException.class);
    }
    assertThat(atBeta.links()).isZero();
  }

  @Test
  void aConnectionThatNeverGreetsIsClosedAtItsDeadline() throws Exception {
    try (Socket silent = rawSocket()) {
      silent.setSoTimeout(20_000);
      assertThat(silent.getInputStream().read()).isEqualTo(-1);
    }
    try (Socket plain = rawSocket()) {
      plain.setSoTimeout(20_000);
      plain.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      byte[] alert = plain.getInputStream().readAllBytes();
      assertThat(alert.length).isLessThan(100);
    }
    alpha.connect(beta.address(), BETA, MIGRATION, atAlpha).send(Frame.of(FrameKind.CANCEL));
    assertThat(atBeta.awaitFrame().kind()).isEqualTo(FrameKind.CANCEL);
    assertThat(atBeta.links()).isEqualTo(1);
  }

  @Test
  void moreConnectionsThanMayGreetAtOnceAreClosedUnheard() throws Exception {
    LinkTimes patient = new LinkTimes(TIMES.ping(), TIMES.silence(), Duration.ofSeconds(30));
    TlsPeerNetwork crowded =
        new TlsPeerNetwork(
            betaCertificates, new PeerAddress("127.0.0.1", 0), patient, Versions.OWN);
    opened.add(crowded);
    crowded.listen(atBeta::opened);
    PeerAddress address = PeerAddress.parse(crowded.address());
    for (int i = 0; i < TlsPeerNetwork.MAX_HANDSHAKES; i++) {
      opened.add(new Socket(address.host(), address.port()));
    }
    try (Socket last = new Socket(address.host(), address.port())) {
      last.setSoTimeout(20_000);
      assertThat(last.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aServerThatNeverAnswersIsGivenUpInTime() throws Exception {
    try (ServerSocket deaf = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + deaf.getLocalPort();
      long began = System.nanoTime();
      assertThatThrownBy(() -> alpha.connect(address, BETA, MIGRATION, atAlpha))
          .isInstanceOfSatisfying(
              DroverException.class,
              failure -> assertThat(failure.code()).isEqualTo(FailureCode.PEER_UNREACHABLE))
          .hasMessageContainingAll(address, "it did not answer within 500 ms");
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }
    assertThat(atAlpha.closings()).isZero();
  }

  @Test
  void aListenerThatThrowsLosesItsLinkAndIsToldOnce() throws Exception {
    RecordingListener told = new RecordingListener();
    PeerListener broken =
        new PeerListener() {
          @Override
          public void received(PeerLink link, Frame frame) {
            throw new IllegalStateException("a defect");
          }

          @Override
          public void closed(PeerLink link, String reason) {
            told.closed(link, reason);
          }
        };
    alpha.connect(beta.address(), BETA, MIGRATION, broken);
    atBeta.awaitLink().send(Frame.of(FrameKind.COMMITTED));

    assertThat(told.awaitClosed())
        .isEqualTo("A frame from host " + BETA + " could not be handed over");
    assertThat(told.closings()).isEqualTo(1);
  }

  @Test
  void anUnknownTypeEndsItsLinkAndNotTheFramesBeforeIt() throws Exception {
    long seed = 20260301;
    Random random = new Random(seed);
    for (int round = 0; round < 40; round++) {
      Connection hostile = greeted();
      atBeta.awaitLink();
      byte[] body = new byte[random.nextInt(200)];
      random.nextBytes(body);
      hostile.write(Message.of(Frame.of(FrameKind.COMMIT, body)));
      hostile.flush();
      hostile.write(Message.of(16 + FrameKind.values().length + random.nextInt(200)));
      hostile.flush();
      assertThat(atBeta.awaitFrame().body()).as("seed %d, round %d", seed, round).isEqualTo(body);
      atBeta.awaitClosed();
      hostile.close();
    }
    assertThat(atBeta.closings()).isEqualTo(40);
  }

  private static void speakUntilClosed(Connection hostile) {
    try {
      while (true) {
        hostile.write(Message.of(Message.PONG));
        hostile.flush();
        Thread.onSpinWait();
      }
    } catch (IOException e) {
      // The other end has closed the link.
    }
  }

  private Connection greeted() throws Exception {
    Connection connection = connection();
    connection.write(Message.hello(1, MIGRATION));
    connection.flush();
    return connection;
  }

  /** Connects as alpha would, up to the server's WELCOME. */
  private Connection connection() throws Exception {
    Connection connection = Connection.secure(rawSocket(), alphaCertificates.client(), true);
    opened.add(connection);
    assertThat(connection.read(Message.MAX_GREETING).offered()).isEqualTo(Versions.OWN);
    return connection;
  }

  private Socket rawSocket() throws IOException {
    PeerAddress address = PeerAddress.parse(beta.address());
    return new Socket(address.host(), address.port());
  }

  private PeerNetwork network(HostCertificates certificates) {
    PeerNetwork network =
        new TlsPeerNetwork(certificates, new PeerAddress("127.0.0.1", 0), TIMES, Versions.OWN);
    opened.add(network);
    return network;
  }
}
