package dev.drover.protocol.cookie;

import java.util.Locale;
import java.util.Optional;

/**
 * What a cookie may declare mandatory, in libvirt's order (qemuMigrationCookieFlags in
 * qemu_migration_cookie.c).
 */
public enum CookieFeature {
  GRAPHICS,
  LOCKSTATE,
  PERSISTENT,
  NETWORK,
  NBD,
  STATISTICS,
  MEMORY_HOTPLUG,
  CPU_HOTPLUG,
  CPU,
  ALLOW_REBOOT("allowReboot"),
  CAPABILITIES,
  BLOCK_DIRTY_BITMAPS;

  private final String wireName;

  CookieFeature() {
    this.wireName = name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  CookieFeature(String wireName) {
    this.wireName = wireName;
  }

  /** Returns the name in the cookie, for example {@code memory-hotplug}. */
  public String wireName() {
    return wireName;
  }

  /** Returns the feature of this name; empty if no libvirt has announced such a one. */
  public static Optional<CookieFeature> named(String name) {
    for (CookieFeature feature : values()) {
      if (feature.wireName.equals(name)) {
        return Optional.of(feature);
      }
    }
    return Optional.empty();
  }
}
