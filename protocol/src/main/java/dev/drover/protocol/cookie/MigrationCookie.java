package dev.drover.protocol.cookie;

import dev.drover.protocol.xml.XmlElement;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the two hosts tell each other between the steps, in libvirt's form. Who writes what: begin
 * lock state and capabilities, prepare capabilities, perform the persistent definition, statistics
 * and drover's own hand-over, finish statistics.
 *
 * @param name the domain's name on the source
 * @param uuid the domain's UUID, canonical, lower case
 * @param hostName name of the host that wrote the cookie
 * @param hostUuid UUID of the host that wrote the cookie, canonical, lower case
 * @param mandatoryFeatures names that the reader must understand, or refuse the cookie
 * @param lockState null if none is carried
 * @param persistentDefinition a {@code <domain>} document, libvirt's XML; null if none is carried
 * @param statistics null if none are carried
 * @param capabilities null if none are carried; may be empty
 * @param handOver what COMMIT says; null except in cookie #3
 * @param others sections that libvirt knows and drover carries without looking into them
 */
public record MigrationCookie(
    String name,
    String uuid,
    String hostName,
    String hostUuid,
    List<String> mandatoryFeatures,
    @Nullable LockState lockState,
    @Nullable String persistentDefinition,
    @Nullable CookieStatistics statistics,
    @Nullable List<Capability> capabilities,
    @Nullable HandOver handOver,
    List<XmlElement> others) {
  public MigrationCookie {
    mandatoryFeatures = List.copyOf(mandatoryFeatures);
    capabilities = capabilities == null ? null : List.copyOf(capabilities);
    others = List.copyOf(others);
  }

  /** Returns a cookie that says who speaks of which domain, and nothing else. */
  public static MigrationCookie of(String name, String uuid, String hostName, String hostUuid) {
    return new MigrationCookie(
        name, uuid, hostName, hostUuid, List.of(), null, null, null, null, null, List.of());
  }

  /**
   * Returns a copy with lock state, and with the mandatory feature that goes with it.
   *
   * @param state null where the lock manager has no state; the feature is announced all the same,
   *     as libvirt does
   */
  public MigrationCookie withLockState(@Nullable LockState state) {
    return new MigrationCookie(
        name,
        uuid,
        hostName,
        hostUuid,
        adding(CookieFeature.LOCKSTATE),
        state,
        persistentDefinition,
        statistics,
        capabilities,
        handOver,
        others);
  }

  /**
   * Returns a copy with a persistent definition, and with the mandatory feature that goes with it.
   */
  public MigrationCookie withPersistentDefinition(String xml) {
    return new MigrationCookie(
        name,
        uuid,
        hostName,
        hostUuid,
        adding(CookieFeature.PERSISTENT),
        lockState,
        xml,
        statistics,
        capabilities,
        handOver,
        others);
  }

  /** Returns a copy with these statistics. */
  public MigrationCookie withStatistics(CookieStatistics numbers) {
    return new MigrationCookie(
        name,
        uuid,
        hostName,
        hostUuid,
        mandatoryFeatures,
        lockState,
        persistentDefinition,
        numbers,
        capabilities,
        handOver,
        others);
  }

  /** Returns a copy with these capabilities. */
  public MigrationCookie withCapabilities(List<Capability> list) {
    return new MigrationCookie(
        name,
        uuid,
        hostName,
        hostUuid,
        mandatoryFeatures,
        lockState,
        persistentDefinition,
        statistics,
        list,
        handOver,
        others);
  }

  /** Returns a copy with what COMMIT says. */
  public MigrationCookie withHandOver(HandOver terms) {
    return new MigrationCookie(
        name,
        uuid,
        hostName,
        hostUuid,
        mandatoryFeatures,
        lockState,
        persistentDefinition,
        statistics,
        capabilities,
        terms,
        others);
  }

  private List<String> adding(CookieFeature feature) {
    if (mandatoryFeatures.contains(feature.wireName())) {
      return mandatoryFeatures;
    }
    return Stream.concat(mandatoryFeatures.stream(), Stream.of(feature.wireName())).toList();
  }
}
