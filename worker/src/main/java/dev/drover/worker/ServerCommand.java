package dev.drover.worker;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.worker.runtime.Foreground;
import dev.drover.worker.server.EmbeddedServer;
import dev.drover.workflows.SearchKeys;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code drover server}: the embedded Temporal server in the foreground. */
@Command(
    name = "server",
    description =
        "Runs a Temporal server on loopback, for trying drover out. It is not durable: every"
            + " workflow is forgotten when it ends.",
    footer = {"  drover server", "  drover server --port 17233"})
final class ServerCommand implements Runnable {
  private static final Duration CLOSE_BOUND = Duration.ofSeconds(5);

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "" + EmbeddedServer.DEFAULT_PORT,
      description = "TCP port on loopback, 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Override
  public void run() {
    if (port < 0 || port > 65535) {
      throw new DroverException(
          FailureCode.INVALID_ARGUMENT, "--port must be 0 to 65535, not " + port + ".");
    }
    Logging.configure("info");
    EmbeddedServer server = EmbeddedServer.start(port, SearchKeys.ALL);
    System.out.println(
        "drover server: Temporal serves on 127.0.0.1:"
            + server.port()
            + ", namespace "
            + EmbeddedServer.NAMESPACE
            + "; not durable: state ends with this process");
    Foreground.serve(server, CLOSE_BOUND);
  }
}
