package dev.drover.starter.pki;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.util.IPAddress;

/** The names of a host and what its certificates say of them. */
final class HostNames {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
  private static final String URN = "urn:uuid:";

  private HostNames() {}

  /** Refuses a host name that would not be a harmless folder name and a DNS name. */
  static void check(String name) {
    if (!NAME.matcher(name).matches() || name.startsWith("ca-")) {
      throw argument(
          "The host name \"" + name + "\" is none: letters, digits, \".\", \"_\" and \"-\".");
    }
  }

  /** Reads a UUID in its canonical form and returns it in lower case. */
  static String uuid(String text) {
    try {
      String uuid = UUID.fromString(text).toString();
      if (uuid.equals(text.toLowerCase(Locale.ROOT))) {
        return uuid;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw argument("The host UUID \"" + text + "\" is no UUID.");
  }

  /**
   * Returns the subject alternative names: QEMU checks names and addresses, drover the UUID.
   *
   * @param addresses further DNS names and IP addresses
   */
  static GeneralNames alternatives(String name, String uuid, List<String> addresses) {
    Set<String> all = new LinkedHashSet<>(List.of(name, "localhost", "127.0.0.1"));
    all.addAll(addresses);
    List<GeneralName> names = new ArrayList<>();
    for (String address : all) {
      if (IPAddress.isValid(address)) {
        names.add(new GeneralName(GeneralName.iPAddress, address));
      } else if (NAME.matcher(address).matches()) {
        names.add(new GeneralName(GeneralName.dNSName, address));
      } else {
        throw argument("\"" + address + "\" is neither an IP address nor a host name.");
      }
    }
    names.add(new GeneralName(GeneralName.uniformResourceIdentifier, URN + uuid));
    return new GeneralNames(names.toArray(new GeneralName[0]));
  }

  /** Returns the UUID that a certificate names, if it names one. */
  static Optional<String> uuid(X509Certificate certificate) {
    return alternatives(certificate, GeneralName.uniformResourceIdentifier)
        .map(uri -> uri.toLowerCase(Locale.ROOT))
        .filter(uri -> uri.startsWith(URN))
        .map(uri -> uri.substring(URN.length()))
        .findFirst();
  }

  /** Returns the DNS names and IP addresses that a certificate has. */
  static List<String> addresses(X509Certificate certificate) {
    return Stream.of(GeneralName.dNSName, GeneralName.iPAddress)
        .flatMap(kind -> alternatives(certificate, kind))
        .toList();
  }

  private static Stream<String> alternatives(X509Certificate certificate, int kind) {
    Collection<List<?>> names;
    try {
      names = certificate.getSubjectAlternativeNames();
    } catch (CertificateParsingException e) {
      return Stream.empty();
    }
    return (names == null ? List.<List<?>>of() : names)
        .stream()
            .filter(name -> Integer.valueOf(kind).equals(name.get(0)))
            .map(name -> String.valueOf(name.get(1)));
  }

  static DroverException argument(String sentence) {
    return new DroverException(FailureCode.INVALID_ARGUMENT, sentence);
  }
}
