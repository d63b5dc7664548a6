package dev.drover.worker.doctor;

import static java.util.Objects.requireNonNull;

import com.google.common.net.InetAddresses;
import dev.drover.hypervisor.peer.HostCertificates;
import dev.drover.protocol.StateLayout;
import dev.drover.protocol.failure.DroverException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The certificate folder: whether a worker takes it, for how long, and whether it is this host. */
final class CertificateChecks {
  private static final Duration SOON = Duration.ofDays(30);
  private static final String CERTIFICATES = "certificates";

  // RFC 5280, GeneralName
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  private final Path folder;
  private final Path stateFolder;
  private final Set<String> addresses;
  private final InstantSource clock;

  /**
   * Makes the checks.
   *
   * @param addresses under which other hosts reach this one, without ports
   */
  CertificateChecks(Path folder, Path stateFolder, Set<String> addresses, InstantSource clock) {
    this.folder = requireNonNull(folder, "folder is null");
    this.stateFolder = requireNonNull(stateFolder, "stateFolder is null");
    this.addresses = Set.copyOf(addresses);
    this.clock = requireNonNull(clock, "clock is null");
  }

  List<Finding> run() {
    if (!Files.exists(folder)) {
      return List.of(
          Finding.warning(
              CERTIFICATES,
              "There is no certificate folder " + folder + ", so no worker starts here.",
              "Make it with drover pki host on the machine of the authority, and copy it here."));
    }
    if (!Files.isExecutable(folder)) {
      return List.of(
          Finding.warning(
              CERTIFICATES,
              "This user may not look into " + folder + ".",
              "Run drover doctor as the user of the worker."));
    }
    HostCertificates certificates;
    try {
      certificates = HostCertificates.read(folder);
    } catch (DroverException failure) {
      return List.of(Finding.failed(CERTIFICATES, failure));
    }
    try {
      List<Finding> findings = new ArrayList<>();
      findings.add(dates(certificates.hostId()));
      findings.addAll(modes());
      findings.addAll(identity(certificates.hostId()));
      findings.addAll(names());
      return findings;
    } catch (IOException | CertificateException e) {
      return List.of(
          Finding.failed(
              CERTIFICATES,
              "The certificates in " + folder + " cannot be examined: " + e.getMessage() + ".",
              "Make the folder again with drover pki host."));
    }
  }

  private Finding dates(String hostId) throws IOException, CertificateException {
    Instant until = Instant.MAX;
    for (String file : List.of("ca-cert.pem", "server-cert.pem", "client-cert.pem")) {
      Instant end = certificate(file).getNotAfter().toInstant();
      until = end.isBefore(until) ? end : until;
    }
    String found = "The certificates in " + folder + " are host " + hostId + "'s until " + until;
    return until.isBefore(clock.instant().plus(SOON))
        ? Finding.warning(
            CERTIFICATES,
            found + ", which is soon.",
            "Renew them with drover pki host, and restart the worker; moves are refused after"
                + " that.")
        : Finding.ok(CERTIFICATES, found + ".");
  }

  private List<Finding> modes() throws IOException {
    List<Finding> findings = new ArrayList<>();
    for (String file : List.of("server-key.pem", "client-key.pem")) {
      if (Files.getPosixFilePermissions(folder.resolve(file))
          .contains(PosixFilePermission.GROUP_READ)) {
        findings.add(
            Finding.warning(
                CERTIFICATES,
                "The group may read the key " + folder.resolve(file) + ".",
                "chmod 600 " + folder.resolve(file)));
      }
    }
    return findings;
  }

  private List<Finding> identity(String hostId) throws IOException {
    Path kept = stateFolder.resolve(StateLayout.HOST_ID);
    if (!Files.isReadable(kept) || Files.readString(kept).strip().equals(hostId)) {
      return List.of();
    }
    return List.of(
        Finding.failed(
            CERTIFICATES,
            "The certificates are host "
                + hostId
                + "'s, and the state folder host "
                + Files.readString(kept).strip()
                + "'s.",
            "Use the certificate folder of this host; never copy a state folder."));
  }

  /** The peer link asks for the UUID only; whatever else speaks TLS asks for the address. */
  private List<Finding> names() throws IOException, CertificateException {
    Collection<List<?>> names = certificate("server-cert.pem").getSubjectAlternativeNames();
    List<String> known = new ArrayList<>();
    for (List<?> name : names == null ? List.<List<?>>of() : names) {
      if (name.get(0) instanceof Integer kind && (kind == DNS_NAME || kind == IP_ADDRESS)) {
        known.add(String.valueOf(name.get(1)));
      }
    }
    List<String> missing =
        addresses.stream()
            .filter(address -> known.stream().noneMatch(name -> same(name, address)))
            .sorted()
            .toList();
    return missing.isEmpty()
        ? List.of()
        : List.of(
            Finding.warning(
                CERTIFICATES,
                "The certificate does not name "
                    + String.join(", ", missing)
                    + ", where this host listens.",
                "Renew it with drover pki host and --address "
                    + String.join(" --address ", missing)
                    + "."));
  }

  private static boolean same(String name, String address) {
    if (InetAddresses.isInetAddress(name) && InetAddresses.isInetAddress(address)) {
      return InetAddresses.forString(name).equals(InetAddresses.forString(address));
    }
    return name.equalsIgnoreCase(address);
  }

  private X509Certificate certificate(String file) throws IOException, CertificateException {
    try (InputStream stream = Files.newInputStream(folder.resolve(file))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(stream);
    }
  }
}
