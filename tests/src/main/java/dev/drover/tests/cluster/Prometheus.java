package dev.drover.tests.cluster;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drover.tests.harness.Deadline;
import dev.drover.tests.harness.TestFleet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Prometheus with the configuration and the rules of an installation; only the targets differ. */
final class Prometheus implements AutoCloseable {
  /** Two rounds of scraping and some time to begin. */
  private static final Duration SCRAPED = Duration.ofSeconds(45);

  private final String url;
  private final Service service;

  private Prometheus(String url, Service service) {
    this.url = requireNonNull(url, "url is null");
    this.service = requireNonNull(service, "service is null");
  }

  /**
   * Starts it and waits until it serves.
   *
   * @param targets addresses to scrape, by the name of the file that lists them
   */
  static Prometheus start(Programs programs, Map<String, List<String>> targets) {
    int port = Ports.free(1).next();
    Path folder = programs.folder().resolve("prometheus");
    try {
      Files.createDirectories(folder.resolve("targets"));
      try (Stream<Path> files = Files.list(TestFleet.repository().resolve("deploy/prometheus"))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.copy(file, folder.resolve(file.getFileName()));
        }
      }
      for (Map.Entry<String, List<String>> one : targets.entrySet()) {
        Files.writeString(
            folder.resolve("targets").resolve(one.getKey() + ".yml"),
            "- targets: [" + String.join(", ", one.getValue()) + "]\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no configuration of Prometheus in " + folder, e);
    }
    String url = "http://127.0.0.1:" + port;
    Service service =
        new Service(
            "prometheus",
            folder,
            Map.of(),
            List.of(
                programs.path("prometheus"),
                "--config.file=" + folder.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--log.level=warn"),
            () -> Http.trouble(url + "/-/ready"));
    service.start();
    return new Prometheus(url, service);
  }

  String url() {
    return url;
  }

  /** Waits until a number of targets has been scraped, and returns each with 1 for success. */
  Map<String, String> awaitScraped(int count) {
    return Deadline.await(
        SCRAPED,
        count + " targets are scraped",
        () -> query("up"),
        up -> up.size() == count && up.values().stream().allMatch("1"::equals));
  }

  /** Returns the newest value of each series of a query, by job and instance. */
  Map<String, String> query(String query) {
    Map<String, String> values = new TreeMap<>();
    for (JsonNode one : Http.json(url + "/api/v1/query?query=" + query).at("/data/result")) {
      JsonNode labels = one.path("metric");
      values.put(
          labels.path("job").asText() + " " + labels.path("instance").asText(),
          one.at("/value/1").asText());
    }
    return values;
  }

  /** Returns how many rules it has loaded. */
  int rules() {
    int count = 0;
    for (JsonNode group : Http.json(url + "/api/v1/rules").at("/data/groups")) {
      count += group.path("rules").size();
    }
    return count;
  }

  @Override
  public void close() {
    service.close();
  }
}
