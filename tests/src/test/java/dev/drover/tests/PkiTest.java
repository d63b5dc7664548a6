package dev.drover.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.hypervisor.job.StateFolder;
import dev.drover.hypervisor.peer.Frame;
import dev.drover.hypervisor.peer.FrameKind;
import dev.drover.hypervisor.peer.HostCertificates;
import dev.drover.hypervisor.peer.PeerLink;
import dev.drover.hypervisor.peer.PeerListener;
import dev.drover.hypervisor.peer.TlsPeerNetwork;
import dev.drover.starter.pki.FleetCa;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PkiTest {
  private static final String MIGRATION = "0d0e8f5c-3a51-4c8e-9a43-6f2f9d1c7b10";

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  @Test
  void twoHostsOfOneFleetTrustEachOther(@TempDir Path folder) throws InterruptedException {
    FleetCa fleet = FleetCa.create(folder.resolve("fleet"), 30, InstantSource.system());
    HostCertificates alpha =
        HostCertificates.read(fleet.host("alpha", null, List.of(), 30).folder());
    HostCertificates beta =
        HostCertificates.read(fleet.host("beta", null, List.of("10.1.2.3"), 3).folder());
    try (StateFolder state = StateFolder.open(folder.resolve("state"), beta.hostId());
        TlsPeerNetwork atBeta = new TlsPeerNetwork(beta, "127.0.0.1", 0);
        TlsPeerNetwork atAlpha = new TlsPeerNetwork(alpha, "127.0.0.1", 0)) {
      atBeta.listen(link -> new Listener("beta"));
      PeerLink link =
          atAlpha.connect(atBeta.address(), state.hostId(), MIGRATION, new Listener("alpha"));
      link.send(Frame.of(FrameKind.COMMIT, "cookie".getBytes(UTF_8)));

      assertThat(heard.poll(20, TimeUnit.SECONDS))
          .isEqualTo("beta heard COMMIT cookie from " + alpha.hostId());
    }
  }

  private final class Listener implements PeerListener {
    private final String host;

    Listener(String host) {
      this.host = host;
    }

    @Override
    public void received(PeerLink link, Frame frame) {
      heard.add(
          "%s heard %s %s from %s"
              .formatted(host, frame.kind(), new String(frame.body(), UTF_8), link.peerHost()));
    }

    @Override
    public void closed(PeerLink link, String reason) {
      heard.add(host + " lost the link: " + reason);
    }
  }
}
