package dev.drover.starter.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.protocol.DomainState;
import dev.drover.protocol.StateReason;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class DirectoryTest {
  private final FakeFleet fleet = FakeFleet.withPacerOnAlpha();

  @Test
  void aHostIsFoundByNameAndByUuid() {
    Directory directory = Directory.ofHosts(fleet);

    assertThat(directory.host("beta").id()).isEqualTo(FakeFleet.BETA);
    assertThat(directory.host(FakeFleet.BETA.toUpperCase(java.util.Locale.ROOT)).name())
        .isEqualTo("beta");
  }

  @Test
  void twoHostsOfOneNameAreToldApartByTheirUuids() {
    String other = "dddddddd-0000-4000-8000-000000000004";
    fleet.addHost(other, "beta");
    Directory directory = Directory.ofHosts(fleet);

    fails(FailureCode.AMBIGUOUS_HOST, () -> directory.host("beta"))
        .hasMessageContaining(FakeFleet.BETA)
        .hasMessageContaining(other);
    assertThat(directory.host(other).id()).isEqualTo(other);
  }

  @Test
  void anUnknownHostIsAnsweredWithTheKnownOnes() {
    fails(FailureCode.UNKNOWN_HOST, () -> Directory.ofHosts(fleet).host("gamma"))
        .hasMessageContaining("alpha, beta");
  }

  @Test
  void theOnlyHostNeedsNoName() {
    FakeFleet small = new FakeFleet();
    fails(FailureCode.UNKNOWN_HOST, () -> Directory.ofHosts(small).onlyHost());
    small.addHost(FakeFleet.ALPHA, "alpha");
    assertThat(Directory.ofHosts(small).onlyHost().name()).isEqualTo("alpha");
    fails(FailureCode.INVALID_ARGUMENT, () -> Directory.ofHosts(fleet).onlyHost());
  }

  @Test
  void anUnknownDomainMentionsTheHostsThatDidNotAnswer() {
    fleet.silence(FakeFleet.ALPHA);
    Directory directory = Directory.ofDomains(fleet);

    fails(FailureCode.UNKNOWN_DOMAIN, () -> directory.domain("pacer"))
        .hasMessageContaining("host alpha does not answer: nobody took the question");
  }

  @Test
  void twoDomainsOfOneNameAreToldApartByTheirUuids() {
    String other = "dddddddd-0000-4000-8000-000000000004";
    fleet.addDomain(FakeFleet.BETA, other, DomainState.SHUT_OFF, StateReason.UNKNOWN);
    Directory directory = Directory.ofDomains(fleet);

    fails(FailureCode.INVALID_ARGUMENT, () -> directory.domain("pacer"))
        .hasMessageContaining(other);
    assertThat(directory.domain(other).copies()).hasSize(1);
  }

  @Test
  void aDomainThatRunsOnTwoHostsIsNeverChosenFrom() {
    fleet.addDomain(FakeFleet.BETA, DomainState.PAUSED, StateReason.USER);
    DomainCopies pacer = Directory.ofDomains(fleet).domain("pacer");

    fails(FailureCode.DOMAIN_ON_TWO_HOSTS, pacer::alive)
        .hasMessageContaining("running on alpha")
        .hasMessageContaining("paused on beta");
  }

  @Test
  void aCopyThatAMigrationHoldsDoesNotCountBesideAFreeOne() {
    fleet.addDomain(FakeFleet.BETA, DomainState.PAUSED, StateReason.MIGRATION);

    assertThat(Directory.ofDomains(fleet).domain("pacer").alive().host().name()).isEqualTo("alpha");
  }

  @Test
  void aDomainThatIsShutOffIsNotRunning() {
    fleet.clearDomains();
    fleet.addDomain(FakeFleet.ALPHA, DomainState.SHUT_OFF, StateReason.DESTROYED);
    DomainCopies pacer = Directory.ofDomains(fleet).domain("pacer");

    fails(FailureCode.DOMAIN_NOT_RUNNING, pacer::alive).hasMessageContaining("shut off on alpha");
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> fails(
      FailureCode code, ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            DroverException.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }
}
