package dev.drover.tests.screenshots;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.message.MigrationJob;
import dev.drover.protocol.message.MigrationOptions;
import dev.drover.protocol.message.MigrationRequest;
import dev.drover.tests.guest.LiveGuest;
import dev.drover.tests.harness.Deadline;
import dev.drover.tests.harness.DevTemporal;
import dev.drover.tests.harness.DroverHost;
import dev.drover.tests.harness.FleetClient;
import dev.drover.tests.harness.Report;
import dev.drover.tests.harness.TestFleet;
import dev.drover.workflows.MigrationWorkflow;
import dev.drover.workflows.StartOptions;
import io.temporal.client.WorkflowStub;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Takes the pictures of Temporal's UI that the documentation shows: a real server, two hosts, a
 * guest that moves, and a move that fails because the destination's QEMU is killed.
 */
public final class Screenshots {
  private static final Report REPORT = new Report("screenshots");
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int WIDTH = 1400;
  private static final String GUEST = "pacer";
  private static final String WHO = "alice@desk";

  // A guest that dirties 32 MiB a second cannot be moved with 8: there is time for pictures until
  // its load is taken away.
  private static final MigrationOptions SLOWLY = new MigrationOptions(8 << 20, 300);
  private static final int LOAD = 16;

  private final String web;
  private final FleetClient client;
  private final Browser browser;
  private final Path folder;

  private Screenshots(String web, FleetClient client, Browser browser, Path folder) {
    this.web = requireNonNull(web, "web is null");
    this.client = requireNonNull(client, "client is null");
    this.browser = requireNonNull(browser, "browser is null");
    this.folder = requireNonNull(folder, "folder is null");
  }

  /**
   * Takes all pictures.
   *
   * @param arguments the browser's program, and the folder for the pictures
   */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[1]).toAbsolutePath();
    int status = 0;
    try (TestFleet fleet = TestFleet.start(DevTemporal::start)) {
      Runtime.getRuntime().addShutdownHook(new Thread(fleet::close, "end of the fleet"));
      DroverHost alpha = fleet.host("alpha");
      DroverHost beta = fleet.host("beta");
      try (FleetClient client = FleetClient.of(fleet);
          LiveGuest guest = LiveGuest.boot(fleet, client, GUEST, 0, alpha, beta);
          Browser browser = Browser.start(arguments[0], fleet.root())) {
        guest.fillMemory(alpha);
        new Screenshots(fleet.server().webPage().orElseThrow(), client, browser, folder)
            .take(guest, alpha, beta);
      }
    } catch (AssertionError e) {
      REPORT.say(String.valueOf(e.getMessage()));
      status = 1;
    }
    System.exit(status);
  }

  private void take(LiveGuest guest, DroverHost alpha, DroverHost beta) {
    // The first move of two workers that have just started takes longer in each of its steps.
    FleetClient.await(start(guest, alpha, beta, MigrationOptions.DEFAULTS));
    FleetClient.await(start(guest, beta, alpha, MigrationOptions.DEFAULTS));
    guest.reader(alpha).load(LOAD);

    WorkflowStub there = start(guest, alpha, beta, SLOWLY);
    awaitUnderWay(guest);
    page(there, "pending-activities", "so far", "", "running-numbers");
    page(there, "user-metadata", "last change", "", "running");
    guest.reader(alpha).load(0);
    FleetClient.await(there);
    page(there, "user-metadata", "blackout", "", "finished");
    // The list of single events below the timeline is for developers.
    page(there, "history", "finds what was decided", "Compact", "history");

    guest.reader(beta).load(LOAD);
    WorkflowStub back = start(guest, beta, alpha, SLOWLY);
    awaitUnderWay(guest);
    ProcessHandle.of(alpha.qemuPid(guest.uuid())).ifPresent(ProcessHandle::destroyForcibly);
    page(back, "user-metadata", failure(back), "", "failed");

    WorkflowStub again = start(guest, beta, alpha, SLOWLY);
    awaitUnderWay(guest);
    list();
    client.abort(guest.uuid());
    failure(again);
  }

  private WorkflowStub start(
      LiveGuest guest, DroverHost from, DroverHost to, MigrationOptions options) {
    MigrationRequest request =
        new MigrationRequest(
            guest.uuid(), from.id(), to.id(), options, WHO, from.name(), to.name());
    WorkflowStub stub =
        client
            .temporal()
            .newUntypedWorkflowStub(
                MigrationWorkflow.TYPE, StartOptions.migrate(request, guest.name()));
    stub.start(request);
    return stub;
  }

  private void awaitUnderWay(LiveGuest guest) {
    MigrationJob unused =
        Deadline.await(
            PATIENCE,
            "the transfer is under way",
            () -> client.job(guest.uuid()),
            job -> job.progress() != null && job.progress().dirtyBytesPerSecond() > 0);
  }

  private static String failure(WorkflowStub stub) {
    try {
      throw new AssertionError("the move succeeded: " + FleetClient.await(stub));
    } catch (DroverException e) {
      return e.code().name();
    }
  }

  private void page(WorkflowStub stub, String tab, String says, String above, String name) {
    String id = URLEncoder.encode(stub.getExecution().getWorkflowId(), StandardCharsets.UTF_8);
    String url =
        "%s/namespaces/default/workflows/%s/%s/%s"
            .formatted(web, id, stub.getExecution().getRunId(), tab);
    browser.open(url, says, above, WIDTH);
    shoot(name);
  }

  /** The list with columns that its gear adds, of moves only. */
  private void list() {
    browser.evaluate(
        """
        localStorage.setItem('namespace-workflow-table-columns', JSON.stringify({default:
          ['Status', 'DroverName', 'DroverHosts', 'DroverPhase', 'Start', 'Execution Duration']
            .map(label => ({label}))}))
        """);
    String query = URLEncoder.encode("`WorkflowType`=\"Migrate\"", StandardCharsets.UTF_8);
    browser.open(web + "/namespaces/default/workflows?query=" + query, "perform3", "", WIDTH);
    shoot("list");
  }

  private void shoot(String name) {
    browser.shoot(folder.resolve("temporal-" + name + ".png"));
    REPORT.say("temporal-" + name + ".png");
  }
}
