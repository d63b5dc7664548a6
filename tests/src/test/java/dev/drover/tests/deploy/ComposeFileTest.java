package dev.drover.tests.deploy;

import static dev.drover.tests.deploy.Deployed.ROOT;
import static dev.drover.tests.deploy.Deployed.text;
import static dev.drover.tests.deploy.Deployed.variables;
import static dev.drover.tests.deploy.Deployed.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.workflows.SearchKeys;
import io.temporal.common.SearchAttributeKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ComposeFileTest {
  private static final String DURATION = "[1-9][0-9]*s";

  private final JsonNode compose = yaml("docker-compose.yml");
  private final JsonNode services = compose.path("services");

  @Test
  void everyKeyIsOneThatComposeKnows() {
    assertThat(keys(compose)).containsExactlyInAnyOrder("name", "services", "volumes");
    for (JsonNode service : services) {
      assertThat(keys(service))
          .isSubsetOf(
              "image",
              "command",
              "entrypoint",
              "environment",
              "ports",
              "volumes",
              "extra_hosts",
              "depends_on",
              "healthcheck",
              "restart");
      for (JsonNode dependency : service.path("depends_on")) {
        assertThat(keys(dependency)).containsExactly("condition");
      }
      for (JsonNode value : service.path("environment")) {
        assertThat(value.isTextual()).as("%s in quotes, or YAML makes it another", value).isTrue();
      }
    }
  }

  @Test
  void everyImageIsPinnedToAVersion() {
    Map<String, String> images = new TreeMap<>();
    keys(services).forEach(name -> images.put(name, word(services.path(name), "image")));

    assertThat(images)
        .containsOnly(
            Map.entry("postgresql", "postgres:16.6"),
            Map.entry("temporal-schema", "temporalio/admin-tools:1.31.2"),
            Map.entry("temporal", "temporalio/server:1.31.2"),
            Map.entry("temporal-namespace", "temporalio/admin-tools:1.31.2"),
            Map.entry("temporal-ui", "temporalio/ui:2.50.1"),
            Map.entry("prometheus", "prom/prometheus:v3.5.0"),
            Map.entry("grafana", "grafana/grafana:12.1.1"));
  }

  @Test
  void everyServiceStaysUpWithAHealthCheckOrIsAJobThatIsRepeatedUntilItSucceeds() {
    for (JsonNode service : services) {
      if (word(service, "restart").equals("unless-stopped")) {
        JsonNode check = service.path("healthcheck");
        assertThat(keys(check))
            .isSubsetOf("test", "interval", "timeout", "retries", "start_period");
        assertThat(check.at("/test/0").asText()).isEqualTo("CMD");
        assertThat(word(check, "interval")).matches(DURATION);
        assertThat(word(check, "timeout")).matches(DURATION);
        assertThat(check.path("retries").isInt()).isTrue();
      } else {
        assertThat(word(service, "restart")).startsWith("on-failure:");
        assertThat(service.has("healthcheck")).isFalse();
      }
    }
  }

  @Test
  void servicesWaitForWhatTheyNeed() {
    assertThat(condition("temporal-schema", "postgresql")).isEqualTo("service_healthy");
    assertThat(condition("temporal", "temporal-schema"))
        .isEqualTo("service_completed_successfully");
    assertThat(condition("temporal-namespace", "temporal")).isEqualTo("service_healthy");
    assertThat(condition("temporal-ui", "temporal")).isEqualTo("service_healthy");
    assertThat(condition("grafana", "prometheus")).isEqualTo("service_healthy");
    services.forEach(
        service ->
            service
                .path("depends_on")
                .fieldNames()
                .forEachRemaining(other -> assertThat(services.has(other)).as(other).isTrue()));
  }

  @Test
  void portsAreOpenedOnLoopbackOnlyAndEachOnce() {
    List<String> published = new ArrayList<>();
    for (JsonNode service : services) {
      for (JsonNode port : service.path("ports")) {
        assertThat(port.asText()).matches("127\\.0\\.0\\.1:(\\d+):\\d+");
        published.add(port.asText().split(":", -1)[1]);
      }
    }
    assertThat(published).doesNotHaveDuplicates().contains("7233", "8080", "9090", "3000");
  }

  @Test
  void whatIsMountedExistsAndEveryVolumeIsUsed() {
    List<String> used = new ArrayList<>();
    for (JsonNode service : services) {
      for (JsonNode volume : service.path("volumes")) {
        String[] parts = volume.asText().split(":", -1);
        if (parts[0].startsWith("./")) {
          assertThat(ROOT.resolve(parts[0])).exists();
          assertThat(parts).as("what is in the repository is not written to").endsWith("ro");
        } else {
          used.add(parts[0]);
        }
      }
    }
    assertThat(used).hasSameElementsAs(keys(compose.path("volumes")));
  }

  @Test
  void allThatUseTheDatabaseAgreeOnUserAndPassword() {
    String password = word(environment("postgresql"), "POSTGRES_PASSWORD");
    assertThat(password).isEqualTo(word(environment("temporal-schema"), "SQL_PASSWORD"));
    assertThat(password).isEqualTo(word(environment("temporal"), "POSTGRES_PWD"));
    String user = word(environment("postgresql"), "POSTGRES_USER");
    assertThat(user).isEqualTo(word(environment("temporal-schema"), "SQL_USER"));
    assertThat(user).isEqualTo(word(environment("temporal"), "POSTGRES_USER"));
    assertThat(word(environment("temporal-schema"), "SQL_HOST")).isEqualTo("postgresql");
    assertThat(word(environment("temporal"), "POSTGRES_SEEDS")).isEqualTo("postgresql");
  }

  @Test
  void theServerIsConfiguredAsOneOutsideContainers() {
    Map<String, String> outside = variables("deploy/temporal-server.env.example");
    JsonNode inside = environment("temporal");

    assertThat(outside).containsKeys(keys(inside).toArray(String[]::new));
    for (String same : List.of("DB", "DB_PORT", "POSTGRES_USER", "NUM_HISTORY_SHARDS")) {
      assertThat(word(inside, same)).as(same).isEqualTo(outside.get(same));
    }
  }

  @Test
  void scriptsSayWhatTheyNeedAndGetIt() {
    keys(environment("temporal-schema"))
        .forEach(name -> assertThat(text("deploy/schema.sh")).contains(name));
    keys(environment("temporal-namespace"))
        .forEach(name -> assertThat(text("deploy/namespace.sh")).contains(name));
  }

  @Test
  void theTwoPollLimitsAreLifted() {
    JsonNode dynamic = yaml("deploy/dynamicconfig/drover.yaml");

    assertThat(dynamic.at("/history.transferProcessorMaxPollRPS/0/value").asInt()).isEqualTo(1000);
    assertThat(dynamic.at("/history.timerProcessorMaxPollRPS/0/value").asInt()).isEqualTo(1000);
    // Relative to the image's working folder.
    Path file = Path.of("/etc/temporal", word(environment("temporal"), "DYNAMIC_CONFIG_FILE_PATH"));
    assertThat(mountedAt("temporal", file)).isEqualTo("deploy/dynamicconfig/drover.yaml");
  }

  @Test
  void everySearchAttributeIsRegistered() {
    assertThat(
            Pattern.compile("Drover\\w+=\\w+")
                .matcher(text("deploy/namespace.sh"))
                .results()
                .map(MatchResult::group))
        .containsExactlyElementsOf(
            SearchKeys.ALL.stream().map(key -> key.getName() + "=" + type(key)).toList());
  }

  /** Returns the type as the command temporal calls it. */
  private static String type(SearchAttributeKey<?> key) {
    return switch (key.getValueType()) {
      case INDEXED_VALUE_TYPE_KEYWORD -> "Keyword";
      case INDEXED_VALUE_TYPE_KEYWORD_LIST -> "KeywordList";
      default -> throw new AssertionError(key.getName() + " has the type " + key.getValueType());
    };
  }

  @Test
  void prometheusFindsItsFilesAndTheServer() {
    assertThat(services.at("/prometheus/command/0").asText())
        .isEqualTo("--config.file=/etc/prometheus/prometheus.yml");
    assertThat(mountedAt("prometheus", Path.of("/etc/prometheus/prometheus.yml")))
        .isEqualTo("deploy/prometheus/prometheus.yml");
    for (JsonNode job : yaml("deploy/prometheus/prometheus.yml").path("scrape_configs")) {
      String targets = job.at("/file_sd_configs/0/files/0").asText();
      assertThat(yaml("deploy/prometheus/" + targets).at("/0/targets")).isNotEmpty();
    }
    String port = word(environment("temporal"), "PROMETHEUS_ENDPOINT").replace("0.0.0.0:", "");
    assertThat(yaml("deploy/prometheus/targets/temporal.yml").at("/0/targets/0").asText())
        .isEqualTo("temporal:" + port);
    assertThat(services.at("/prometheus/extra_hosts/0").asText())
        .isEqualTo("host.docker.internal:host-gateway");
  }

  @Test
  void grafanaFindsPrometheusAndTheDashboards() {
    JsonNode source =
        yaml("deploy/grafana/provisioning/datasources/prometheus.yml").at("/datasources/0");
    assertThat(word(source, "url")).isEqualTo("http://prometheus:9090");
    assertThat(services.at("/prometheus/ports/0").asText()).endsWith(":9090");
    String folder =
        yaml("deploy/grafana/provisioning/dashboards/drover.yml")
            .at("/providers/0/options/path")
            .asText();
    assertThat(mountedAt("grafana", Path.of(folder))).isEqualTo("deploy/grafana/dashboards");
  }

  @Test
  void nothingIsTakenFromTheEnvironmentButPasswordsThatHaveADefault() {
    List<String> taken =
        Pattern.compile("\\$\\{?([^}\\s]*)")
            .matcher(text("docker-compose.yml"))
            .results()
            .map((MatchResult found) -> found.group(1))
            .toList();

    assertThat(new TreeSet<>(taken))
        .containsExactly("DROVER_GRAFANA_PASSWORD:-drover", "DROVER_POSTGRES_PASSWORD:-temporal");
  }

  /** Returns the file of the repository that a container sees under a path. */
  private String mountedAt(String service, Path inside) {
    for (JsonNode volume : services.path(service).path("volumes")) {
      String[] parts = volume.asText().split(":", -1);
      Path target = Path.of(parts[1]);
      if (parts[0].startsWith("./") && inside.startsWith(target)) {
        Path file = ROOT.resolve(parts[0]).normalize().resolve(target.relativize(inside));
        return ROOT.relativize(file.normalize()).toString();
      }
    }
    throw new AssertionError(service + " has nothing mounted at " + inside);
  }

  private JsonNode environment(String service) {
    return services.path(service).path("environment");
  }

  private String condition(String service, String other) {
    return services.at("/" + service + "/depends_on/" + other + "/condition").asText();
  }

  private static String word(JsonNode node, String field) {
    return node.path(field).asText();
  }

  private static List<String> keys(JsonNode node) {
    List<String> keys = new ArrayList<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }
}
