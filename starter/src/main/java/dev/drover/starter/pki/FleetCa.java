package dev.drover.starter.pki;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A certificate authority in a folder: {@code ca-cert.pem}, {@code ca-key.pem}, and one folder for
 * each host. Keys are EC P-256, which QEMU 7.2's GnuTLS takes (tried).
 */
public final class FleetCa {
  /** Clocks of hosts differ: a certificate counts from a little before it was made. */
  private static final Duration CLOCK_SKEW = Duration.ofHours(1);

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path folder;
  private final X509Certificate certificate;
  private final PrivateKey key;
  private final InstantSource clock;

  private FleetCa(Path folder, X509Certificate certificate, PrivateKey key, InstantSource clock) {
    this.folder = requireNonNull(folder, "folder is null");
    this.certificate = requireNonNull(certificate, "certificate is null");
    this.key = requireNonNull(key, "key is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /**
   * Makes an authority.
   *
   * @throws DroverException INVALID_ARGUMENT if there is one already: every host of the fleet would
   *     have to be made anew, so it is never replaced
   */
  public static FleetCa create(Path folder, int days, InstantSource clock) {
    Path keyFile = folder.resolve("ca-key.pem");
    if (Files.exists(keyFile)) {
      throw HostNames.argument(
          "There is an authority in " + folder + " already; its key is never replaced.");
    }
    try {
      KeyPair keys = draw();
      X500Name name = name("drover fleet " + UUID.randomUUID().toString().substring(0, 8));
      X509v3CertificateBuilder builder =
          builder(name, name, keys.getPublic(), clock.instant(), until(clock, days));
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      X509Certificate certificate = sign(builder, keys.getPrivate());
      PemFiles.makeFolder(folder);
      // The key last: where it stands, the authority is whole.
      PemFiles.write(folder.resolve("ca-cert.pem"), certificate);
      PemFiles.write(keyFile, keys.getPrivate());
      return new FleetCa(folder, certificate, keys.getPrivate(), clock);
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }

  /**
   * Opens an authority.
   *
   * @throws DroverException INVALID_CONFIGURATION if there is none, or its files cannot be read
   */
  public static FleetCa open(Path folder, InstantSource clock) {
    return new FleetCa(
        folder,
        PemFiles.readCertificate(folder.resolve("ca-cert.pem")),
        PemFiles.readKey(folder.resolve("ca-key.pem")),
        clock);
  }

  /**
   * Makes the folder of a host, or renews its certificates: host UUID and keys stay then.
   *
   * @param name also the folder's name, and a DNS name in the certificates
   * @param uuid null draws one for a new host
   * @param addresses further DNS names and IP addresses under which QEMU is reached there; none: a
   *     host that is renewed keeps those it has
   * @param days 1 or more; cut short where the authority itself expires earlier
   * @throws DroverException INVALID_ARGUMENT if a name, address or UUID is none, if the host has
   *     another UUID, or if another host has this one
   */
  public HostFolder host(String name, @Nullable String uuid, List<String> addresses, int days) {
    HostNames.check(name);
    Path host = folder.resolve(name);
    String chosen = chooseUuid(host, uuid == null ? null : HostNames.uuid(uuid));
    GeneralNames alternatives = HostNames.alternatives(name, chosen, orKept(addresses, host));
    Instant end = until(clock, days);
    Instant authorityEnd = certificate.getNotAfter().toInstant();
    Instant until = end.isBefore(authorityEnd) ? end : authorityEnd;
    try {
      PemFiles.makeFolder(host);
      PemFiles.write(host.resolve("ca-cert.pem"), certificate);
      write(host, "server", KeyPurposeId.id_kp_serverAuth, name, alternatives, until);
      write(host, "client", KeyPurposeId.id_kp_clientAuth, name, alternatives, until);
      return new HostFolder(host, chosen, until);
    } catch (IOException e) {
      throw failed(host, e);
    }
  }

  private static List<String> orKept(List<String> addresses, Path host) {
    Path present = host.resolve("server-cert.pem");
    return addresses.isEmpty() && Files.exists(present)
        ? HostNames.addresses(PemFiles.readCertificate(present))
        : addresses;
  }

  private String chooseUuid(Path host, @Nullable String asked) {
    Path present = host.resolve("server-cert.pem");
    if (Files.exists(present)) {
      String kept = HostNames.uuid(PemFiles.readCertificate(present)).orElse("none");
      if (asked != null && !asked.equals(kept)) {
        throw HostNames.argument(
            "Host "
                + host.getFileName()
                + " has the UUID "
                + kept
                + " already, not "
                + asked
                + ".");
      }
      return kept;
    }
    if (asked == null) {
      return UUID.randomUUID().toString();
    }
    try (Stream<Path> hosts = Files.list(folder)) {
      for (Path other : hosts.map(folder -> folder.resolve("server-cert.pem")).toList()) {
        if (Files.exists(other)
            && HostNames.uuid(PemFiles.readCertificate(other)).filter(asked::equals).isPresent()) {
          throw HostNames.argument("The UUID " + asked + " is that of the host in " + other + ".");
        }
      }
    } catch (IOException e) {
      throw failed(folder, e);
    }
    return asked;
  }

  private void write(
      Path host,
      String role,
      KeyPurposeId purpose,
      String name,
      GeneralNames alternatives,
      Instant until)
      throws IOException {
    Path keyFile = host.resolve(role + "-key.pem");
    Path certificateFile = host.resolve(role + "-cert.pem");
    PublicKey publicKey;
    if (Files.exists(keyFile) && Files.exists(certificateFile)) {
      publicKey = PemFiles.readCertificate(certificateFile).getPublicKey();
    } else {
      KeyPair keys = draw();
      PemFiles.write(keyFile, keys.getPrivate());
      publicKey = keys.getPublic();
    }
    X509v3CertificateBuilder builder =
        builder(
            X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()),
            name(name),
            publicKey,
            clock.instant(),
            until);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
    builder.addExtension(Extension.subjectAlternativeName, false, alternatives);
    try {
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate.getPublicKey()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JVM lacks SHA-1", e);
    }
    PemFiles.write(certificateFile, sign(builder, key));
  }

  private static X509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, PublicKey publicKey, Instant now, Instant until)
      throws IOException {
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            issuer,
            new BigInteger(127, RANDOM).add(BigInteger.ONE),
            Date.from(now.minus(CLOCK_SKEW)),
            Date.from(until),
            subject,
            publicKey);
    try {
      return builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createSubjectKeyIdentifier(publicKey));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JVM lacks SHA-1", e);
    }
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key) {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    } catch (OperatorCreationException | GeneralSecurityException e) {
      throw new DroverException(
          FailureCode.INVALID_CONFIGURATION,
          "The authority's key cannot sign: " + e.getMessage() + ".",
          e);
    }
  }

  private static KeyPair draw() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JVM lacks EC P-256", e);
    }
  }

  private static X500Name name(String commonName) {
    return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, commonName).build();
  }

  private static Instant until(InstantSource clock, int days) {
    if (days < 1 || days > 36_500) {
      throw HostNames.argument("Certificates are valid for 1 to 36500 days, not for " + days + ".");
    }
    // A certificate knows no parts of a second.
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofDays(days));
  }

  private static DroverException failed(Path folder, IOException cause) {
    return new DroverException(
        FailureCode.STORAGE_FAILED,
        "Certificates cannot be written to " + folder + ": " + cause.getMessage() + ".",
        cause);
  }
}
