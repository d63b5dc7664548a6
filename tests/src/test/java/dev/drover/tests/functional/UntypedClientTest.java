package dev.drover.tests.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.tests.guest.LiveGuest;
import dev.drover.tests.harness.TwoHosts;
import dev.drover.tests.harness.UntypedClient;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
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
  private static UntypedClient client;

  @BeforeAll
  static void startFleet() {
    hosts = TwoHosts.start();
    client = UntypedClient.of(hosts.fleet().address());
  }

  @AfterAll
  static void endFleet() {
    client.close();
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
    return client.migrate(domain, hosts.alpha().id(), hosts.beta().id(), options);
  }
}
