package dev.drover.workflows.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.MigrationResult;
import dev.drover.protocol.message.ResolveResult;
import dev.drover.protocol.message.Statement;
import dev.drover.workflows.Failures;
import io.temporal.client.WorkflowStub;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Statements that are refused before any host acts on them. */
@Timeout(60)
class StatementCheckTest {
  private static final Statement SOURCE_DEAD =
      new Statement(true, false, false, "ann", "I pulled its plug");

  private final TwoHosts hosts = TwoHosts.running();
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  @AfterEach
  void close() {
    released.countDown();
    hosts.close();
  }

  private Object hold(Object usual) {
    entered.countDown();
    try {
      assertThat(released.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException stop) {
      throw new IllegalStateException(stop);
    }
    return usual;
  }

  private WorkflowStub held(String step, RecordingHost host) throws InterruptedException {
    host.when(step, this::hold);
    WorkflowStub stub = hosts.start();
    assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
    return stub;
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(
      WorkflowStub stub, Statement statement, FailureCode code) {
    return assertThatThrownBy(
            () -> {
              try {
                stub.update("resolve", ResolveResult.class, statement);
              } catch (RuntimeException failure) {
                throw Failures.toDrover(failure);
              }
            })
        .isInstanceOfSatisfying(DroverException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void nothingIsStatedOfAMoveThatIsInOrder() throws InterruptedException {
    WorkflowStub stub = held("perform", hosts.alpha);

    refused(stub, SOURCE_DEAD, FailureCode.STATEMENT_REFUSED)
        .hasMessageContaining("Nothing is unknown")
        .hasMessageContaining("perform");

    released.countDown();
    assertThat(stub.getResult(MigrationResult.class).host()).isEqualTo(TwoHosts.BETA);
  }

  @Test
  void aStatementNeedsAReasonAndOneDeadHost() throws InterruptedException {
    WorkflowStub stub = held("perform", hosts.alpha);

    refused(stub, new Statement(true, false, false, "ann", " "), FailureCode.INVALID_ARGUMENT)
        .hasMessageContaining("needs a reason");
    refused(stub, new Statement(false, true, false, "ann", "so"), FailureCode.INVALID_ARGUMENT)
        .hasMessageContaining("only together");
    refused(stub, new Statement(true, false, true, "ann", "so"), FailureCode.INVALID_ARGUMENT)
        .hasMessageContaining("Only one");
    refused(stub, new Statement(false, false, false, "ann", "so"), FailureCode.INVALID_ARGUMENT);
    refused(
            stub,
            new Statement(true, false, false, "ann", "x".repeat(501)),
            FailureCode.INVALID_ARGUMENT)
        .hasMessageContaining("501");
  }

  @Test
  void aHostWhoseWorkerAnswersIsNotDead() throws InterruptedException {
    hosts.beta.whenFails("finish", FailureCode.OUTCOME_UNKNOWN, "its record is lost");
    WorkflowStub stub = held("evidence", hosts.alpha);
    released.countDown();
    // The clock skips pauses of half an hour, and the outcome stays unknown in each.
    while (hosts.job(stub).unknown() == null) {
      Thread.onSpinWait();
    }

    refused(
            stub,
            new Statement(false, false, true, "ann", "it burnt"),
            FailureCode.STATEMENT_REFUSED)
        .hasMessageContaining("Host beta, the destination, is not dead: its worker answers");

    assertThat(hosts.calls()).doesNotContain("resolve@alpha");
  }
}
