package dev.drover.protocol.cookie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.protocol.Step;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class CookieCheckTest {
  private static final String UUID = "5b0ba0d2-3c60-4a56-9a3e-6f0a51c0a000";
  private static final String ALPHA = "11111111-aaaa-4aaa-8aaa-000000000001";
  private static final String BETA = "22222222-bbbb-4bbb-8bbb-000000000002";
  private static final MigrationCookie FROM_ALPHA = MigrationCookie.of("db", UUID, "alpha", ALPHA);

  @Test
  void aCookieOfTheRightDomainFromAnotherHostIsBelieved() {
    CookieCheck check = new CookieCheck("db", UUID, BETA);

    check.check(FROM_ALPHA, Step.PREPARE);
    check.check(FROM_ALPHA.withLockState(null), Step.PREPARE);
    check.check(FROM_ALPHA.withPersistentDefinition("<domain/>"), Step.FINISH);
  }

  @Test
  void anotherNameIsRefused() {
    assertRefused(
        new CookieCheck("web", UUID, BETA),
        FROM_ALPHA,
        FailureCode.INVALID_COOKIE,
        "The cookie from host alpha is of domain db, expected web.");
  }

  @Test
  void anotherUuidIsRefused() {
    assertRefused(
        new CookieCheck("db", BETA, BETA),
        FROM_ALPHA,
        FailureCode.INVALID_COOKIE,
        "expected " + BETA);
  }

  @Test
  void aMigrationToTheSameHostIsRefused() {
    assertRefused(
        new CookieCheck("db", UUID, ALPHA),
        FROM_ALPHA,
        FailureCode.SAME_HOST,
        "the same host alpha");
  }

  @Test
  void equalHostNamesAreFine() {
    new CookieCheck("db", UUID, BETA)
        .check(MigrationCookie.of("db", UUID, "localhost", ALPHA), Step.PERFORM);
  }

  @Test
  void theNameIsJudgedBeforeTheHostAndTheHostBeforeTheFeatures() {
    MigrationCookie wrongInAll =
        new MigrationCookie(
            "db",
            UUID,
            "alpha",
            ALPHA,
            List.of("nonsense"),
            null,
            null,
            null,
            null,
            null,
            List.of());

    assertRefused(
        new CookieCheck("web", UUID, ALPHA),
        wrongInAll,
        FailureCode.INVALID_COOKIE,
        "expected web");
    assertRefused(new CookieCheck("db", UUID, ALPHA), wrongInAll, FailureCode.SAME_HOST, "alpha");
  }

  @Test
  void aMandatoryFeatureThatTheStepDoesNotUnderstandIsRefusedByName() {
    MigrationCookie demanding =
        new MigrationCookie(
            "db",
            UUID,
            "alpha",
            ALPHA,
            List.of("lockstate", "cpu-hotplug", "nonsense"),
            null,
            null,
            null,
            null,
            null,
            List.of());

    assertRefused(
        new CookieCheck("db", UUID, BETA),
        demanding,
        FailureCode.INVALID_COOKIE,
        "does not understand in PREPARE: cpu-hotplug, nonsense");
    assertRefused(
        new CookieCheck("db", UUID, BETA),
        FROM_ALPHA.withPersistentDefinition("<domain/>"),
        FailureCode.INVALID_COOKIE,
        "in CONFIRM: persistent");
  }

  @Test
  void theFeaturesHaveLibvirtsNames() {
    assertThat(CookieFeature.values())
        .extracting(CookieFeature::wireName)
        .containsExactly(
            "graphics",
            "lockstate",
            "persistent",
            "network",
            "nbd",
            "statistics",
            "memory-hotplug",
            "cpu-hotplug",
            "cpu",
            "allowReboot",
            "capabilities",
            "block-dirty-bitmaps");
  }

  private static void assertRefused(
      CookieCheck check, MigrationCookie cookie, FailureCode code, String sentence) {
    Step step = sentence.contains("CONFIRM") ? Step.CONFIRM : Step.PREPARE;
    assertThatThrownBy(() -> check.check(cookie, step))
        .isInstanceOfSatisfying(DroverException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(sentence);
  }
}
