package dev.drover.hypervisor.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.hypervisor.job.JobRecord;
import dev.drover.protocol.DomainState;
import dev.drover.protocol.message.BeginResult;
import dev.drover.protocol.message.PerformResult;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** A move whose workflow is gone between two steps: the two hosts settle it by themselves. */
class ForsakenMoveTest extends TwoRealHosts {
  @Test
  void aDestinationThatWaitsForNobodyTellsTheSourceWhereItIs() {
    Move forsaken = new Move(UUID, alpha, beta);
    forsaken.prepare(forsaken.begin());

    eventually(
        () -> alpha.store().open().stream().anyMatch(record -> record.peerAddress() != null),
        "the source knows where the destination waits");

    assertThat(only(beta).state()).as("nobody decides by waiting").isEqualTo(DomainState.INCOMING);
    assertThat(only(alpha).state()).isEqualTo(DomainState.RUNNING);
  }

  @Test
  void anotherMoveOfTheDomainSettlesTheOneThatNobodyCallsForAnyMore() {
    Move forsaken = new Move(UUID, alpha, beta);
    forsaken.prepare(forsaken.begin());
    Move next = new Move(UUID, alpha, beta);

    assertThat(next.all().permitted()).isTrue();

    eventually(this::recordsClosed, "both records of the second move are closed");
    assertThat(only(beta).state()).isEqualTo(DomainState.RUNNING);
  }

  @Test
  void aPrepareThatComesAfterTheSourceHasClosedTheMoveIsUndone() {
    Move forsaken = new Move(UUID, alpha, beta);
    BeginResult begun = forsaken.begin();
    Move next = new Move(UUID, alpha, beta);
    next.begin();
    assertThat(alpha.store().open())
        .extracting(JobRecord::migrationId)
        .as("the source has closed the first record")
        .containsExactly(next.id);

    forsaken.prepare(begun);

    eventually(() -> beta.store().open().isEmpty(), "the destination hears that nobody will come");
    assertThat(beta.hypervisor().domains()).isEmpty();
    assertThat(beta.hypervisor().sweep(false).findings()).isEmpty();
  }

  @Test
  void aDestinationWhoseSourceHasLostItsRecordDecidesNothing() throws IOException {
    Move forsaken = new Move(UUID, alpha, beta);
    BeginResult begun = forsaken.begin();
    alpha.close();
    try (var records = Files.list(root.resolve("a/jobs"))) {
      for (var record : records.toList()) {
        Files.delete(record);
      }
    }
    alpha = open("alpha", "a");

    forsaken.prepare(begun);
    long end = System.nanoTime() + 2 * SessionParts.UNCALLED.toNanos();
    eventually(() -> System.nanoTime() > end, "the destination has called the source");

    assertThat(only(beta).state()).isEqualTo(DomainState.INCOMING);
  }

  @Test
  void aTransferThatRunsIsNotGivenUpForAnotherMove() {
    Move forsaken = new Move(UUID, alpha, beta);
    PerformResult performed = forsaken.perform(forsaken.prepare(forsaken.begin()));

    assertThat(performed.permitted()).isTrue();
    eventually(this::recordsClosed, "nobody calls finish or confirm, and both records are closed");
    assertThat(alpha.hypervisor().domains()).isEmpty();
    assertThat(only(beta).state()).isEqualTo(DomainState.RUNNING);
  }
}
