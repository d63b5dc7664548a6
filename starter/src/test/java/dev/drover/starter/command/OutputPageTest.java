package dev.drover.starter.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.protocol.message.Debt;
import dev.drover.protocol.message.Evidence;
import dev.drover.protocol.message.JobInfo;
import dev.drover.protocol.message.LeaseEvidence;
import dev.drover.protocol.message.Statement;
import dev.drover.protocol.message.UnknownOutcome;
import dev.drover.starter.fleet.Fleet.Holder;
import dev.drover.starter.job.JobEvent;
import dev.drover.starter.job.PendingCall;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/output.md is what programs rely on. */
final class OutputPageTest {
  /** The page, seen from the module in which Maven runs the tests. */
  private static final Path PAGE = Path.of("..", "docs", "output.md");

  @ParameterizedTest
  @ValueSource(
      classes = {
        HostsCommand.Row.class,
        DomainRow.class,
        JobInfo.class,
        ShowCommand.Document.class,
        Holder.class,
        BegunJob.class,
        JobRow.class,
        EventsView.Document.class,
        JobStanding.HostRecord.class,
        SweepCommand.Document.class,
        SweepCommand.Row.class,
        Debt.class,
        JobEvent.class,
        PendingCall.class,
        SmallJobEnd.Forgotten.class,
        AbortCommand.Document.class,
        ResolveCommand.Document.class,
        Evidence.class,
        LeaseEvidence.class,
        Statement.class,
        UnknownOutcome.class
      })
  void everyFieldIsNamed(Class<?> document) throws IOException {
    String page = Files.readString(PAGE);

    assertThat(Arrays.stream(document.getRecordComponents()).map(RecordComponent::getName))
        .isNotEmpty()
        .allSatisfy(field -> assertThat(page).contains("`" + field + "`"));
  }
}
