package dev.drover.workflows.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.DomainInfo;
import dev.drover.protocol.message.DomainJobRequest;
import dev.drover.protocol.message.MigrationRequest;
import dev.drover.protocol.message.MigrationResult;
import dev.drover.protocol.message.PerformResult;
import dev.drover.workflows.MigrationWorkflow;
import dev.drover.workflows.SearchKeys;
import dev.drover.workflows.StartOptions;
import dev.drover.workflows.TaskQueues;
import dev.drover.workflows.WorkflowIds;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributes;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an operator finds in Temporal's UI. */
class UiTest {
  private static final int SERVER_SUMMARY = 400;
  private static final int SERVER_DETAILS = 20_000;

  private final TwoHosts hosts = TwoHosts.running();

  @AfterEach
  void close() {
    hosts.close();
  }

  private static String details(WorkflowStub stub) {
    return stub.query(WorkflowClient.QUERY_TYPE_WORKFLOW_METADATA, WorkflowMetadata.class)
        .getCurrentDetails();
  }

  private static SearchAttributes attributes(WorkflowStub stub) {
    return stub.describe().getTypedSearchAttributes();
  }

  private List<String> summaries(WorkflowStub stub) {
    return hosts.history(stub).getEvents().stream()
        .filter(HistoryEvent::hasUserMetadata)
        .map(event -> event.getUserMetadata().getSummary().getData().toStringUtf8())
        .toList();
  }

  @Test
  void theListSaysWhatGoesWhereAndForWhom() {
    WorkflowStub stub = hosts.start();
    stub.getResult(MigrationResult.class);

    assertThat(stub.describe().getStaticSummary())
        .isEqualTo("guest: alpha -> beta, asked by operator");
    assertThat(stub.describe().getStaticDetails())
        .contains("| source | alpha | " + TwoHosts.ALPHA + " |")
        .contains("Bandwidth: unlimited. QEMU's limit for the blackout: 300 ms.");
    assertThat(stub.describe().getMemo("requestedBy", String.class)).isEqualTo("operator");
  }

  @Test
  void theTimelineSaysWhatEachStepDoes() {
    WorkflowStub stub = hosts.start();
    stub.getResult(MigrationResult.class);

    assertThat(summaries(stub))
        .containsExactly(
            "\"guest: alpha -> beta, asked by operator\"",
            "\"begin on alpha: checks, opens the job\"",
            "\"prepare on beta: checks, a QEMU waits for the guest\"",
            "\"perform on alpha: memory to beta\"",
            "\"finish on beta: finds what was decided\"",
            "\"confirm on alpha: the copy that was left is ended\"");
  }

  @Test
  void whileItRunsThePageSaysWhereTheNumbersAre() {
    AtomicReference<String> page = new AtomicReference<>("");
    hosts.alpha.when(
        "perform",
        usual -> {
          page.set(
              details(hosts.client().newUntypedWorkflowStub(WorkflowIds.domain(TwoHosts.DOMAIN))));
          return usual;
        });
    hosts.migrate();

    assertThat(page.get())
        .startsWith("**perform on alpha: memory to beta**, since ")
        .contains("see *Pending Activities* or `drover watch guest`.")
        .contains("| domain | guest |")
        .containsPattern("\\| last change \\| 20\\d\\d-.* UTC, after .* \\|")
        .contains("| phase | perform3 | prepare |")
        .contains("| word | perform | undecided |")
        .contains("| asked by | operator |");
  }

  @Test
  void beforeTheTransferThePagePromisesNoNumbers() {
    AtomicReference<String> page = new AtomicReference<>("");
    hosts.beta.when(
        "prepare",
        usual -> {
          page.set(
              details(hosts.client().newUntypedWorkflowStub(WorkflowIds.domain(TwoHosts.DOMAIN))));
          return usual;
        });
    hosts.migrate();

    assertThat(page.get())
        .startsWith("**prepare on beta: checks, a QEMU waits for the guest**, since ")
        .doesNotContain("Pending");
  }

  @Test
  void afterASuccessThePageSaysWhatItCost() {
    WorkflowStub stub = hosts.start();
    stub.getResult(MigrationResult.class);

    assertThat(details(stub))
        .startsWith("**guest runs on beta.**")
        .contains("| blackout | 12.0 ms |\n| transfer | 900.0 ms |\n| sent | 4.0 KiB |\n")
        .contains("| word | ended | committed |")
        .containsPattern("\\| ended \\| 20\\d\\d-.* UTC, after .* \\|")
        .doesNotContain("Pending");
  }

  @Test
  void afterAFailureThePageSaysWhyAndWhatToDo() {
    hosts.alpha.when(
        "perform",
        usual -> PerformResult.failed(null, FailureCode.MIGRATION_FAILED, "The channel *broke*."));
    WorkflowStub stub = hosts.start();
    assertThat(hosts.failure(stub).code()).isEqualTo(FailureCode.MIGRATION_FAILED);

    assertThat(details(stub))
        .startsWith("**MIGRATION\\_FAILED**: The channel \\*broke\\*.")
        .contains("What to do: " + FailureCode.MIGRATION_FAILED.advice())
        .containsPattern("- 20\\d\\d-.* UTC, perform: The channel");
  }

  @Test
  void aMoveIsFoundByNamesAndUuidsWhoeverStartedIt() {
    WorkflowStub stub =
        hosts
            .client()
            .newUntypedWorkflowStub(
                MigrationWorkflow.TYPE,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(WorkflowIds.domain(TwoHosts.DOMAIN))
                    .setTaskQueue(TaskQueues.WORKFLOWS)
                    .build());
    stub.start(TwoHosts.REQUEST);
    stub.getResult(MigrationResult.class);

    SearchAttributes attributes = attributes(stub);
    assertThat(attributes.get(SearchKeys.DOMAIN)).isEqualTo(TwoHosts.DOMAIN);
    assertThat(attributes.get(SearchKeys.NAME)).isEqualTo("guest");
    assertThat(attributes.get(SearchKeys.HOSTS)).containsExactly("alpha", "beta");
    assertThat(attributes.get(SearchKeys.SOURCE)).isEqualTo(TwoHosts.ALPHA);
    assertThat(attributes.get(SearchKeys.DESTINATION)).isEqualTo(TwoHosts.BETA);
    assertThat(attributes.get(SearchKeys.PHASE)).isEqualTo("confirm3");
  }

  @Test
  void aSmallJobIsFoundToo() {
    DomainJobRequest request =
        new DomainJobRequest(TwoHosts.ALPHA, "alpha", TwoHosts.DOMAIN, null, "operator", "guest");
    WorkflowStub stub =
        hosts.client().newUntypedWorkflowStub("Start", StartOptions.domainJob("Start", request));
    stub.start(request);
    stub.getResult(DomainInfo.class);

    assertThat(stub.describe().getStaticSummary())
        .isEqualTo("start guest on alpha, asked by operator");
    assertThat(attributes(stub).get(SearchKeys.NAME)).isEqualTo("guest");
    assertThat(attributes(stub).get(SearchKeys.HOSTS)).containsExactly("alpha");
    assertThat(details(stub))
        .startsWith("**guest is running on alpha.**")
        .contains("| domain | guest |");
  }

  @Test
  void whateverTheNamesAreTheServerTakesWhatIsShown() {
    String hostile = "\"\\|\n\u0000\ud83d\udc04".repeat(500);
    MigrationRequest request =
        new MigrationRequest(
            TwoHosts.DOMAIN, TwoHosts.ALPHA, TwoHosts.BETA, null, hostile, hostile, "b" + hostile);
    hosts.alpha.whenFails("begin", FailureCode.QEMU_ERROR, hostile);
    WorkflowStub stub =
        hosts
            .client()
            .newUntypedWorkflowStub(MigrationWorkflow.TYPE, StartOptions.migrate(request, hostile));
    stub.start(request);
    assertThat(hosts.failure(stub).code()).isEqualTo(FailureCode.QEMU_ERROR);

    assertThat(hosts.history(stub).getEvents().stream().filter(HistoryEvent::hasUserMetadata))
        .hasSizeGreaterThanOrEqualTo(2)
        .allSatisfy(
            event -> {
              assertThat(event.getUserMetadata().getSummary().getSerializedSize())
                  .isLessThanOrEqualTo(SERVER_SUMMARY);
              assertThat(event.getUserMetadata().getDetails().getSerializedSize())
                  .isLessThanOrEqualTo(SERVER_DETAILS);
            });
    assertThat(details(stub).length()).isBetween(500, SERVER_DETAILS);
    assertThat(attributes(stub).get(SearchKeys.HOSTS))
        .hasSize(2)
        .allSatisfy(
            name -> {
              assertThat(name.codePointCount(0, name.length())).isEqualTo(255);
              assertThat(name).doesNotContainPattern("\\p{Cntrl}");
            });
  }
}
