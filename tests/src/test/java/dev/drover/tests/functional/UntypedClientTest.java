package dev.drover.tests.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.tests.guest.LiveGuest;
import dev.drover.tests.harness.TwoHosts;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that has none of drover's classes: names, ids and JSON are all it knows. */
@Tag("qemu")
class UntypedClientTest {
  private static TwoHosts hosts;
  private static WorkflowServiceStubs stubs;

  @BeforeAll
  static void startFleet() {
    hosts = TwoHosts.start();
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(hosts.fleet().address()).build());
  }

  @AfterAll
  static void endFleet() {
    stubs.shutdownNow();
    hosts.close();
  }

  @Test
  @Timeout(60)
  void anyTemporalClientMovesAGuest() {
    try (LiveGuest guest = LiveGuest.boot(hosts, "stranger", 4)) {
      WorkflowStub migration = start(guest.uuid(), Map.of());

      JsonNode result = migration.getResult(JsonNode.class);

      assertThat(result.path("host").asText()).isEqualTo(hosts.beta().id());
      assertThat(result.path("name").asText()).isEqualTo(guest.name());
      assertThat(result.path("statistics").path("blackoutMicros").asLong()).isPositive();
      assertThat(migration.query("job", JsonNode.class).path("sourceWord").asText())
          .isEqualTo("ended");
      guest.awaitTicks(hosts.beta(), 0);
      guest.awaitNothingBut(hosts.beta());
      guest.remove(hosts.beta());
    }
  }

  @Test
  @Timeout(60)
  void anOptionThatNobodyKnowsIsRefusedAndNotIgnored() {
    WorkflowStub migration =
        start("3b6f9f0e-6a86-4a3e-9c7b-0d1f5a7c2e11", Map.of("compressed", true));

    assertThatThrownBy(() -> migration.getResult(JsonNode.class))
        .cause()
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.getType()).isEqualTo("INVALID_ARGUMENT");
              assertThat(failure.getOriginalMessage()).contains("options.compressed is not known");
            });
    assertThat(hosts.fleet().leftovers()).isEmpty();
  }

  private static WorkflowStub start(String domain, Map<String, Object> options) {
    WorkflowStub stub =
        WorkflowClient.newInstance(stubs)
            .newUntypedWorkflowStub(
                "Migrate",
                WorkflowOptions.newBuilder()
                    .setWorkflowId("domain/" + domain)
                    .setTaskQueue("drover")
                    .build());
    stub.start(
        Map.of(
            "domain",
            domain,
            "source",
            hosts.alpha().id(),
            "destination",
            hosts.beta().id(),
            "options",
            options));
    return stub;
  }
}
