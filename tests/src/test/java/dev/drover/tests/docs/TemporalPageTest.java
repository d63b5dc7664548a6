package dev.drover.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drover.protocol.message.DomainJobRequest;
import dev.drover.protocol.message.MigrationJob;
import dev.drover.protocol.message.MigrationOptions;
import dev.drover.protocol.message.MigrationRequest;
import dev.drover.protocol.message.MigrationResult;
import dev.drover.protocol.message.Progress;
import dev.drover.protocol.message.ReadRequest;
import dev.drover.protocol.message.ResolveRequest;
import dev.drover.protocol.message.Statement;
import dev.drover.protocol.message.Statistics;
import dev.drover.workflows.CleanupWorkflow;
import dev.drover.workflows.DefineWorkflow;
import dev.drover.workflows.DestroyWorkflow;
import dev.drover.workflows.FleetWorkflow;
import dev.drover.workflows.MigrationWorkflow;
import dev.drover.workflows.ReadWorkflow;
import dev.drover.workflows.ResumeWorkflow;
import dev.drover.workflows.SearchKeys;
import dev.drover.workflows.StartWorkflow;
import dev.drover.workflows.SuspendWorkflow;
import dev.drover.workflows.SweepWorkflow;
import dev.drover.workflows.TaskQueues;
import dev.drover.workflows.UndefineWorkflow;
import dev.drover.workflows.WorkflowIds;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/temporal.md is all that a client without drover's classes has. */
@Tag("once")
class TemporalPageTest {
  private static final Pattern INPUT = Pattern.compile("--input '(\\{.+?})'", Pattern.DOTALL);

  private final String page =
      Pages.text(Pages.ROOT.resolve("docs").resolve("temporal.md")).orElseThrow();

  @Test
  void theInputOfTheExampleIsAWholeRequest() throws JsonProcessingException {
    Matcher example = INPUT.matcher(page);
    assertThat(example.find()).isTrue();

    // This mapper refuses a field that does not exist, which Temporal's would ignore.
    MigrationRequest request =
        new ObjectMapper().readValue(example.group(1), MigrationRequest.class);

    assertThat(request.optionsOrDefaults().unknown()).isEmpty();
    assertThat(page)
        .contains(
            "--type " + MigrationWorkflow.TYPE + " --task-queue " + TaskQueues.WORKFLOWS + " ")
        .contains("--workflow-id " + WorkflowIds.domain(request.domain()) + " \\");
    assertThat(List.of(request.domain(), request.source(), request.destination()))
        .allSatisfy(uuid -> assertThat(uuid).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"));
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        MigrationRequest.class,
        MigrationOptions.class,
        MigrationResult.class,
        Statistics.class,
        MigrationJob.class,
        Progress.class,
        DomainJobRequest.class,
        ResolveRequest.class,
        Statement.class,
        ReadRequest.class
      })
  void everyFieldIsNamed(Class<?> message) {
    List<String> missing = new ArrayList<>();
    for (RecordComponent field : message.getRecordComponents()) {
      // What MigrationOptions does not know has no name.
      if (!page.contains("`" + field.getName() + "`") && !field.getName().equals("unknown")) {
        missing.add(field.getName());
      }
    }

    assertThat(missing).isEmpty();
  }

  @Test
  void everyWorkflowTypeIsNamed() {
    List<String> types =
        List.of(
            MigrationWorkflow.TYPE,
            DefineWorkflow.TYPE,
            StartWorkflow.TYPE,
            SuspendWorkflow.TYPE,
            ResumeWorkflow.TYPE,
            DestroyWorkflow.TYPE,
            UndefineWorkflow.TYPE,
            ReadWorkflow.TYPE,
            SweepWorkflow.TYPE,
            FleetWorkflow.TYPE,
            CleanupWorkflow.TYPE);

    assertThat(types)
        .allSatisfy(type -> assertThat(page).containsPattern("[`\"]" + type + "[`\"]"));
  }

  @Test
  void queryUpdateAndSearchAttributesAreTheWorkflowsOwn() throws NoSuchMethodException {
    String query = MigrationWorkflow.class.getMethod("job").getAnnotation(QueryMethod.class).name();
    String update =
        MigrationWorkflow.class
            .getMethod("abort", String.class)
            .getAnnotation(UpdateMethod.class)
            .name();

    assertThat(page).contains("--name " + query + "\n").contains("--name " + update + " --input");
    SearchKeys.ALL.forEach(key -> assertThat(page).contains("`" + key.getName() + "`"));
  }
}
