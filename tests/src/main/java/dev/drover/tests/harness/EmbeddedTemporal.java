package dev.drover.tests.harness;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code drover server} in a process of its own: nothing to install, no state, no web page. */
public final class EmbeddedTemporal implements TemporalServer {
  private static final Duration READY = Duration.ofSeconds(60);
  private static final Pattern ADDRESS = Pattern.compile(" on (127\\.0\\.0\\.1:\\d+),");

  private final ManagedProcess process;
  private final String address;

  private EmbeddedTemporal(ManagedProcess process, String address) {
    this.process = requireNonNull(process, "process is null");
    this.address = requireNonNull(address, "address is null");
  }

  /** Starts a server on any free port. */
  public static EmbeddedTemporal start(Path folder) {
    String drover = TestFleet.repository().resolve("drover").toString();
    ManagedProcess process =
        ManagedProcess.start("server", folder, Map.of(), List.of(drover, "server", "--port", "0"));
    String line = process.awaitLine(" serves on ", READY);
    Matcher found = ADDRESS.matcher(line);
    if (!found.find()) {
      process.close();
      throw new AssertionError("no address in: " + line);
    }
    return new EmbeddedTemporal(process, found.group(1));
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public Optional<String> webPage() {
    return Optional.empty();
  }

  @Override
  public String title() {
    return "embedded, not durable";
  }

  @Override
  public void close() {
    process.close();
  }
}
