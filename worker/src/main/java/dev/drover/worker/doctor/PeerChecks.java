package dev.drover.worker.doctor;

import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import dev.drover.protocol.message.HostInfo;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether this machine reaches the other hosts' workers, as a move from here needs it. */
final class PeerChecks {
  private static final int PATIENCE_MILLIS = 1000;
  private static final String PEERS = "peers";

  private PeerChecks() {}

  static List<Finding> run(List<HostInfo> hosts, Optional<String> hostId) {
    Optional<HostInfo> self =
        hosts.stream().filter(host -> Optional.of(host.id()).equals(hostId)).findFirst();
    if (self.isEmpty()) {
      return List.of();
    }
    List<HostInfo> others =
        hosts.stream().filter(host -> !host.id().equals(self.get().id())).toList();
    List<Finding> findings = new ArrayList<>();
    if (isLoopback(self.get()) && others.stream().anyMatch(host -> !isLoopback(host))) {
      findings.add(
          Finding.failed(
              PEERS,
              "This host tells the others to reach it at " + self.get().peerAddress() + ".",
              "Set peer-listen and data-listen to an address that the other hosts reach."));
    }
    findings.addAll(others.parallelStream().map(PeerChecks::reach).toList());
    return findings;
  }

  private static boolean isLoopback(HostInfo host) {
    try {
      String address = HostAndPort.fromString(host.peerAddress()).getHost();
      return InetAddresses.isInetAddress(address)
          ? InetAddresses.forString(address).isLoopbackAddress()
          : address.equals("localhost");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Finding reach(HostInfo host) {
    String where = "host " + host.name() + " at " + host.peerAddress();
    try (Socket socket = new Socket()) {
      HostAndPort address = HostAndPort.fromString(host.peerAddress());
      socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), PATIENCE_MILLIS);
      return Finding.ok(PEERS, "This machine reaches " + where + ".");
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      return Finding.warning(
          PEERS,
          "This machine does not reach " + where + ": " + e.getMessage() + ".",
          "No move goes there from here: is its worker up, does a firewall stand between?");
    }
  }
}
