package dev.drover.hypervisor.peer;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * The host that a certificate names: its subject alternative name {@code URI:urn:uuid:<host UUID>}.
 *
 * <p>DNS names and addresses in the certificate are QEMU's business. A host is its UUID; under
 * which address it is reached is said by the destination itself, which the certificate
 * authenticates, so a check of the name would add nothing but a reason to fail.
 */
final class HostName {
  private static final String PREFIX = "urn:uuid:";
  private static final int URI = 6; // RFC 5280, GeneralName

  private HostName() {}

  /**
   * Returns the UUID in lower case.
   *
   * @throws CertificateException if the certificate names no host, or more than one
   */
  static String of(X509Certificate certificate) throws CertificateException {
    Collection<List<?>> names = certificate.getSubjectAlternativeNames();
    List<String> hosts = new ArrayList<>();
    for (List<?> name : names == null ? List.<List<?>>of() : names) {
      String text = String.valueOf(name.get(1)).toLowerCase(Locale.ROOT);
      if (Integer.valueOf(URI).equals(name.get(0)) && text.startsWith(PREFIX)) {
        hosts.add(text.substring(PREFIX.length()));
      }
    }
    if (hosts.size() != 1 || !isUuid(hosts.get(0))) {
      throw new CertificateException(
          "it must name one host as URI:urn:uuid:<host UUID>, and it names " + hosts);
    }
    return hosts.get(0);
  }

  /** Returns whether a text is a UUID of 36 characters. */
  static boolean isUuid(String text) {
    try {
      return text.length() == 36 && UUID.fromString(text).toString().equalsIgnoreCase(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
