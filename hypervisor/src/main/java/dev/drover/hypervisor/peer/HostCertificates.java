package dev.drover.hypervisor.peer;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import nl.altindag.ssl.exception.GenericException;
import nl.altindag.ssl.pem.util.PemUtils;
import org.jspecify.annotations.Nullable;

/**
 * A host's certificate folder in QEMU's layout: {@code ca-cert.pem, server-cert.pem,
 * server-key.pem, client-cert.pem, client-key.pem}. Read and checked once; a renewed folder counts
 * from the worker's next start. Immutable.
 */
public final class HostCertificates {
  private static final int MAX_FILE = 256 << 10;

  private final String hostId;
  private final SSLContext server;
  private final SSLContext client;
  private final Map<String, Instant> ends;

  private HostCertificates(
      String hostId, SSLContext server, SSLContext client, Map<String, Instant> ends) {
    this.hostId = requireNonNull(hostId, "hostId is null");
    this.server = requireNonNull(server, "server is null");
    this.client = requireNonNull(client, "client is null");
    this.ends = Map.copyOf(ends);
  }

  /**
   * Reads and checks a folder.
   *
   * @throws DroverException INVALID_CONFIGURATION if a file is missing, unreadable or open to
   *     everybody; CERTIFICATE_REJECTED if a certificate has expired, does not belong to its key or
   *     the authority, or names no host. The sentence names the file.
   */
  public static HostCertificates read(Path folder) {
    Path authority = folder.resolve("ca-cert.pem");
    X509ExtendedTrustManager trust =
        understood(authority, () -> PemUtils.parseTrustMaterial(text(authority)));
    List<X509Certificate> authorities =
        understood(authority, () -> checkDates(PemUtils.parseCertificate(text(authority))));
    Identity server = Identity.read(folder, "server");
    Identity client = Identity.read(folder, "client");
    // "UNKNOWN" is how JSSE itself names the key exchange of TLS 1.3.
    trusted(server, () -> trust.checkServerTrusted(server.chain(), "UNKNOWN"));
    trusted(client, () -> trust.checkClientTrusted(client.chain(), "UNKNOWN"));
    String hostId = hostId(server);
    if (!hostId.equals(hostId(client))) {
      throw rejected(
          client.certificateFile(),
          "it names host " + hostId(client) + ", and server-cert.pem host " + hostId,
          null);
    }
    return new HostCertificates(
        hostId,
        server.context(trust),
        client.context(trust),
        Map.of(
            "ca-cert", end(authorities),
            "server-cert", end(server.certificates()),
            "client-cert", end(client.certificates())));
  }

  /** A chain counts for as long as each of its certificates does. */
  private static Instant end(List<X509Certificate> chain) {
    return chain.stream()
        .map(certificate -> certificate.getNotAfter().toInstant())
        .min(Comparator.naturalOrder())
        .orElseThrow(() -> new IllegalArgumentException("a file without a certificate"));
  }

  /** Returns the UUID of the host that the certificates name, in lower case. */
  public String hostId() {
    return hostId;
  }

  /**
   * Returns until when the certificates count, by the names of their files: {@code ca-cert}, {@code
   * server-cert} and {@code client-cert}.
   */
  public Map<String, Instant> ends() {
    return ends;
  }

  SSLContext server() {
    return server;
  }

  SSLContext client() {
    return client;
  }

  private static String hostId(Identity identity) {
    try {
      return HostName.of(identity.chain()[0]);
    } catch (CertificateException e) {
      throw rejected(identity.certificateFile(), String.valueOf(e.getMessage()), e);
    }
  }

  private static void trusted(Identity identity, Check check) {
    try {
      check.run();
    } catch (GeneralSecurityException e) {
      throw rejected(
          identity.certificateFile(),
          "ca-cert.pem does not vouch for it in this role (" + e.getMessage() + ")",
          e);
    }
  }

  private static List<X509Certificate> checkDates(List<X509Certificate> certificates)
      throws CertificateException {
    for (X509Certificate certificate : certificates) {
      certificate.checkValidity();
    }
    return certificates;
  }

  private static <T> T understood(Path file, Reading<T> reading) {
    try {
      return reading.run();
    } catch (GeneralSecurityException | GenericException | IllegalArgumentException e) {
      throw rejected(file, String.valueOf(e.getMessage()), e);
    }
  }

  private static String text(Path file) {
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] bytes = stream.readNBytes(MAX_FILE + 1);
      if (bytes.length > MAX_FILE) {
        throw invalid(file, "has more than " + MAX_FILE + " bytes", null);
      }
      return new String(bytes, StandardCharsets.US_ASCII);
    } catch (NoSuchFileException e) {
      throw invalid(file, "is missing; drover pki host makes the folder of a host", e);
    } catch (IOException e) {
      throw invalid(file, "cannot be read (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  private static String secret(Path file) {
    String key = text(file);
    try {
      if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
        throw invalid(file, "is a private key that every user may read (chmod 600)", null);
      }
    } catch (IOException e) {
      throw invalid(file, "cannot be read (" + e.getClass().getSimpleName() + ")", e);
    }
    return key;
  }

  private static DroverException invalid(Path file, String what, @Nullable Throwable cause) {
    return new DroverException(
        FailureCode.INVALID_CONFIGURATION,
        "The certificate file " + file + " " + what + ".",
        cause);
  }

  private static DroverException rejected(Path file, String why, @Nullable Throwable cause) {
    return new DroverException(
        FailureCode.CERTIFICATE_REJECTED,
        "The certificate file " + file + " is no use: " + why + ".",
        cause);
  }

  /** A certificate chain with its key. */
  private record Identity(
      Path certificateFile, List<X509Certificate> certificates, PrivateKey key) {
    static Identity read(Path folder, String role) {
      Path certificateFile = folder.resolve(role + "-cert.pem");
      Path keyFile = folder.resolve(role + "-key.pem");
      List<X509Certificate> chain =
          understood(
              certificateFile, () -> checkDates(PemUtils.parseCertificate(text(certificateFile))));
      PrivateKey key = understood(keyFile, () -> PemUtils.parsePrivateKey(secret(keyFile)));
      if (!understood(keyFile, () -> belongs(key, chain.get(0)))) {
        throw rejected(keyFile, "it is not the key of " + certificateFile.getFileName(), null);
      }
      return new Identity(certificateFile, chain, key);
    }

    /** Signs and verifies: a key alone does not say what its public half is. */
    private static boolean belongs(PrivateKey key, X509Certificate certificate)
        throws GeneralSecurityException {
      String kind = certificate.getPublicKey().getAlgorithm();
      Signature signature =
          Signature.getInstance(
              switch (kind) {
                case "EC" -> "SHA256withECDSA";
                case "RSA" -> "SHA256withRSA";
                default -> kind;
              });
      try {
        signature.initSign(key);
      } catch (InvalidKeyException e) {
        return false; // Not even of the certificate's kind.
      }
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      return signature.verify(signed);
    }

    X509Certificate[] chain() {
      return certificates.toArray(new X509Certificate[0]);
    }

    SSLContext context(X509ExtendedTrustManager trust) {
      try {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("host", key, new char[0], chain());
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(keys, new char[0]);
        KeyManager[] keyManagers = factory.getKeyManagers();
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(keyManagers, new TrustManager[] {trust}, null);
        return context;
      } catch (GeneralSecurityException | IOException e) {
        throw rejected(certificateFile, String.valueOf(e.getMessage()), e);
      }
    }
  }

  private interface Check {
    void run() throws GeneralSecurityException;
  }

  private interface Reading<T> {
    T run() throws GeneralSecurityException;
  }
}
