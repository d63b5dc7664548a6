package dev.drover.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.drover.workflows.SearchKeys;
import io.temporal.common.SearchAttributeKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The compose file cannot be run here; what can be read of it is checked. */
final class ComposeFileTest {
  private static final Path ROOT = Path.of("..");

  private final JsonNode compose = yaml("docker-compose.yml");

  @Test
  void everyImageIsPinnedToAVersion() {
    for (JsonNode service : compose.path("services")) {
      assertThat(service.path("image").asText()).matches("[a-z/-]+:[0-9]+(\\.[0-9]+)+");
    }
    assertThat(image("temporal")).isEqualTo("temporalio/server:1.31.2");
    assertThat(image("temporal-schema")).isEqualTo("temporalio/admin-tools:1.31.2");
    assertThat(image("temporal-namespace")).isEqualTo("temporalio/admin-tools:1.31.2");
    assertThat(image("postgresql")).startsWith("postgres:16.");
  }

  @Test
  void everyServiceStaysUpWithAHealthCheckOrIsAJobThatIsRepeatedUntilItSucceeds() {
    for (JsonNode service : compose.path("services")) {
      if (service.path("restart").asText().equals("unless-stopped")) {
        assertThat(service.at("/healthcheck/test").isArray()).isTrue();
      } else {
        assertThat(service.path("restart").asText()).startsWith("on-failure:");
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
  }

  @Test
  void portsAreOpenedOnLoopbackOnly() {
    for (JsonNode service : compose.path("services")) {
      for (JsonNode port : service.path("ports")) {
        assertThat(port.asText()).startsWith("127.0.0.1:");
      }
    }
  }

  @Test
  void filesThatAreMountedExist() {
    for (JsonNode service : compose.path("services")) {
      for (JsonNode volume : service.path("volumes")) {
        String source = volume.asText().split(":", -1)[0];
        if (source.startsWith("./")) {
          assertThat(ROOT.resolve(source)).exists();
        } else {
          assertThat(compose.path("volumes").has(source)).isTrue();
        }
      }
    }
  }

  @Test
  void theTwoPollLimitsAreLifted() {
    JsonNode dynamic = yaml("deploy/dynamicconfig/drover.yaml");

    assertThat(dynamic.at("/history.transferProcessorMaxPollRPS/0/value").asInt()).isEqualTo(1000);
    assertThat(dynamic.at("/history.timerProcessorMaxPollRPS/0/value").asInt()).isEqualTo(1000);
    assertThat(compose.at("/services/temporal/environment/DYNAMIC_CONFIG_FILE_PATH").asText())
        .endsWith("/drover.yaml");
  }

  @Test
  void everySearchAttributeIsRegistered() throws IOException {
    String script = Files.readString(ROOT.resolve("deploy/namespace.sh"));

    assertThat(Pattern.compile("Drover\\w+=\\w+").matcher(script).results().map(MatchResult::group))
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

  private String image(String service) {
    return compose.at("/services/" + service + "/image").asText();
  }

  private String condition(String service, String other) {
    return compose.at("/services/" + service + "/depends_on/" + other + "/condition").asText();
  }

  private static JsonNode yaml(String file) {
    try {
      return new ObjectMapper(new YAMLFactory())
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .readTree(ROOT.resolve(file).toFile());
    } catch (IOException e) {
      throw new AssertionError(file + " is not well-formed: " + e.getMessage(), e);
    }
  }
}
