package dev.drover.hypervisor.domain;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;

/** Draws what a definition may leave out and every host must agree on afterwards. */
public interface IdentitySource {
  /** Returns a domain's UUID, canonical, lower case. */
  String uuid();

  /** Returns a network card's MAC address, lower case, from QEMU's range 52:54:00. */
  String mac();

  /** Returns a source that draws at random. */
  static IdentitySource random() {
    SecureRandom random = new SecureRandom();
    return new IdentitySource() {
      @Override
      public String uuid() {
        return UUID.randomUUID().toString();
      }

      @Override
      public String mac() {
        byte[] card = new byte[3];
        random.nextBytes(card);
        return "52:54:00:" + HexFormat.ofDelimiter(":").formatHex(card);
      }
    };
  }
}
