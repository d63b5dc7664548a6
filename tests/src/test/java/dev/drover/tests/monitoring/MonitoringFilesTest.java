package dev.drover.tests.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.drover.tests.harness.TestFleet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alert rules and the dashboard, against the names that are documented. */
class MonitoringFilesTest {
  private static final Path ROOT = TestFleet.repository();
  private static final Path RULES = ROOT.resolve("deploy/prometheus/drover.rules.yml");
  private static final Path RULES_TEST =
      ROOT.resolve("tests/src/test/resources/prometheus/drover.rules.test.yml");
  private static final Path DASHBOARD = ROOT.resolve("deploy/grafana/dashboards/drover.json");
  private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"");
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory()).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  @Test
  void promtoolFindsNothingWrongWithTheRules() {
    Promtool.Said said =
        Promtool.orSkip().run("", "check", "rules", "--lint=all", "--lint-fatal", RULES.toString());

    assertThat(said.exit()).as(said.output()).isZero();
  }

  @Test
  void everyAlertFiresWhenItShouldAndNotBefore() {
    Promtool.Said said = Promtool.orSkip().run("", "test", "rules", RULES_TEST.toString());

    assertThat(said.exit()).as(said.output()).isZero();
  }

  @Test
  void everyAlertIsSeenToFireByATestOfItsOwn() {
    Set<String> fired = new TreeSet<>();
    for (JsonNode test : read(YAML, RULES_TEST).path("tests")) {
      for (JsonNode moment : test.path("alert_rule_test")) {
        if (!moment.path("exp_alerts").isEmpty()) {
          fired.add(moment.path("alertname").asText());
        }
      }
    }

    assertThat(alerts()).extracting(alert -> alert.path("alert").asText()).hasSameElementsAs(fired);
  }

  @Test
  void everyAlertSaysWhatItIsAndWhereItsRemedyStands() {
    String operations = text(ROOT.resolve("docs/operations.md"));
    for (JsonNode alert : alerts()) {
      String name = alert.path("alert").asText();
      String severity = alert.at("/labels/severity").asText();
      assertThat(severity).as(name).isIn("critical", "warning");
      assertThat(alert.at("/annotations/summary").asText()).as(name).isNotBlank();
      assertThat(alert.at("/annotations/description").asText()).as(name).endsWith(".");
      assertThat(alert.at("/annotations/runbook").asText())
          .isEqualTo("docs/operations.md#" + name.toLowerCase(Locale.ROOT));
      assertThat(operations).contains("\n### " + name + "\n\n" + severity);
    }
  }

  @Test
  void everyNameInRulesAndDashboardIsDocumented() {
    MetricNames documented = MetricNames.documented();
    List<String> unknown = new ArrayList<>();
    List<String> expressions = new ArrayList<>(expressions());
    alerts().forEach(alert -> expressions.add(alert.path("expr").asText()));
    for (String expression : expressions) {
      List<MatchResult> asked = MetricNames.asked(expression);
      if (asked.isEmpty()) {
        unknown.add("no name in " + expression);
      }
      for (MatchResult one : asked) {
        String name = one.group(1);
        if (!name.equals("up") && !documented.isSeries(name)) {
          unknown.add(name + " in " + expression);
        } else if (name.startsWith("drover_") && one.group(2) != null) {
          MATCHER
              .matcher(one.group(2))
              .results()
              .map(label -> label.group(1))
              .filter(label -> !documented.labels(name).contains(label))
              .forEach(label -> unknown.add(name + "{" + label + "}"));
        }
      }
    }

    assertThat(unknown).isEmpty();
  }

  @Test
  void aNameThatIsNotDocumentedIsFound() {
    MetricNames documented = MetricNames.documented();

    assertThat(documented.isSeries("drover_moves_total")).isTrue();
    assertThat(documented.isSeries("drover_blackout_seconds_bucket")).isTrue();
    assertThat(documented.isSeries("drover_blackout_seconds")).isFalse();
    assertThat(documented.isSeries("drover_moves_count")).isFalse();
    assertThat(documented.labels("drover_moves_total")).contains("code").doesNotContain("domain");
  }

  @Test
  void theDashboardHasNoPanelTwiceAndAsksTheChosenPrometheusOnly() {
    JsonNode dashboard = read(JSON, DASHBOARD);
    Set<Integer> ids = new TreeSet<>();
    for (JsonNode panel : dashboard.path("panels")) {
      assertThat(ids.add(panel.path("id").asInt())).as("id of %s", panel.path("title")).isTrue();
      assertThat(panel.path("title").asText()).isNotBlank();
      if (!panel.path("type").asText().equals("row")) {
        assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
        assertThat(panel.path("targets")).isNotEmpty();
      }
      for (JsonNode target : panel.path("targets")) {
        assertThat(target.at("/datasource/uid").asText()).isEqualTo("${datasource}");
      }
    }
    assertThat(dashboard.at("/templating/list/0/name").asText()).isEqualTo("datasource");
    assertThat(dashboard.at("/templating/list/0/type").asText()).isEqualTo("datasource");
    assertThat(dashboard.path("uid").asText()).isEqualTo("drover");
  }

  @Test
  void noTwoPanelsLieOverEachOther() {
    List<JsonNode> placed = new ArrayList<>();
    for (JsonNode panel : read(JSON, DASHBOARD).path("panels")) {
      JsonNode here = panel.path("gridPos");
      assertThat(here.path("x").asInt() + here.path("w").asInt()).isLessThanOrEqualTo(24);
      for (JsonNode other : placed) {
        assertThat(overlap(here, other, "x", "w") && overlap(here, other, "y", "h"))
            .as("%s over another panel", panel.path("title"))
            .isFalse();
      }
      placed.add(here);
    }
  }

  private static boolean overlap(JsonNode one, JsonNode other, String from, String size) {
    return one.path(from).asInt() < other.path(from).asInt() + other.path(size).asInt()
        && other.path(from).asInt() < one.path(from).asInt() + one.path(size).asInt();
  }

  @Test
  void everyExpressionOfTheDashboardCanBeRead(@TempDir Path folder) throws IOException {
    Promtool promtool = Promtool.orSkip();
    ObjectNode file = YAML.createObjectNode();
    ObjectNode group = file.putArray("groups").addObject().put("name", "dashboard");
    ArrayNode rules = group.putArray("rules");
    List<String> expressions = expressions();
    for (int i = 0; i < expressions.size(); i++) {
      rules.addObject().put("record", "dashboard:expression:" + i).put("expr", expressions.get(i));
    }
    Path written = folder.resolve("dashboard.rules.yml");
    Files.writeString(written, YAML.writeValueAsString(file));

    Promtool.Said said = promtool.run("", "check", "rules", written.toString());

    assertThat(said.exit()).as(said.output()).isZero();
  }

  private static List<JsonNode> alerts() {
    List<JsonNode> alerts = new ArrayList<>();
    for (JsonNode group : read(YAML, RULES).path("groups")) {
      group.path("rules").forEach(alerts::add);
    }
    assertThat(alerts).isNotEmpty();
    return alerts;
  }

  /** Returns the dashboard's expressions as Grafana would send them. */
  private static List<String> expressions() {
    List<String> expressions = new ArrayList<>();
    for (JsonNode panel : read(JSON, DASHBOARD).path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        expressions.add(
            target
                .path("expr")
                .asText()
                .replace("$__rate_interval", "5m")
                .replace("$instance", ".*"));
      }
    }
    assertThat(expressions).isNotEmpty();
    return expressions;
  }

  private static JsonNode read(ObjectMapper mapper, Path file) {
    try {
      return mapper.readTree(text(file));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be understood", e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }
}
