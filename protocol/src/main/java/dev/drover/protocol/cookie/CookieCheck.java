package dev.drover.protocol.cookie;

import dev.drover.protocol.Step;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.Excerpt;
import dev.drover.protocol.failure.FailureCode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a host checks before it believes a cookie (requirement A4), in libvirt's order: name, UUID,
 * the other host, mandatory features.
 *
 * @param name the domain's name that the cookie must carry
 * @param uuid the domain's UUID that the cookie must carry, canonical
 * @param localHostUuid this host's UUID, canonical; the cookie must come from another
 */
public record CookieCheck(String name, String uuid, String localHostUuid) {

  /**
   * Checks a cookie that is about to be used.
   *
   * @param step the step that reads it: prepare reads cookie #1, perform #2, finish (and COMMIT)
   *     #3, confirm #4
   * @throws DroverException with INVALID_COOKIE, or with SAME_HOST if this host wrote it itself
   */
  public void check(MigrationCookie cookie, Step step) {
    if (!cookie.name().equals(name)) {
      throw CookieCodec.invalid(
          "The cookie from host %s is of domain %s, expected %s."
              .formatted(Excerpt.of(cookie.hostName()), Excerpt.of(cookie.name()), name));
    }
    if (!cookie.uuid().equals(uuid)) {
      throw CookieCodec.invalid(
          "The cookie of domain %s from host %s has the domain's UUID %s, expected %s."
              .formatted(name, Excerpt.of(cookie.hostName()), cookie.uuid(), uuid));
    }
    if (cookie.hostUuid().equals(localHostUuid)) {
      throw new DroverException(
          FailureCode.SAME_HOST,
          "Attempt to migrate domain %s to the same host %s: source and destination both are %s."
              .formatted(name, Excerpt.of(cookie.hostName()), localHostUuid));
    }
    Set<CookieFeature> understood = understoodIn(step);
    List<String> strange =
        cookie.mandatoryFeatures().stream()
            .filter(feature -> CookieFeature.named(feature).filter(understood::contains).isEmpty())
            .toList();
    if (!strange.isEmpty()) {
      throw CookieCodec.invalid(
          "The cookie of domain %s from host %s demands what this host does not understand in %s: %s."
              .formatted(
                  name,
                  Excerpt.of(cookie.hostName()),
                  step,
                  Excerpt.of(String.join(", ", strange))));
    }
  }

  /** Returns the features that a step can satisfy; any other one that is mandatory is refused. */
  static Set<CookieFeature> understoodIn(Step step) {
    return switch (step) {
      case PREPARE -> EnumSet.of(CookieFeature.LOCKSTATE);
      case FINISH -> EnumSet.of(CookieFeature.PERSISTENT);
      case BEGIN, PERFORM, CONFIRM, CANCEL -> EnumSet.noneOf(CookieFeature.class);
    };
  }
}
