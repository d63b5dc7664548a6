package dev.drover.starter.pki;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code drover pki}. */
@Command(
    name = "pki",
    mixinStandardHelpOptions = true,
    description = "Makes the fleet's certificates, for hosts and for QEMU itself.",
    subcommands = {PkiCommand.CaCommand.class, PkiCommand.HostCommand.class})
public final class PkiCommand implements Callable<Integer> {
  // Picocli sets it before it calls.
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Say what to make: ca or host.");
  }

  /** {@code drover pki ca}. */
  @Command(
      name = "ca",
      mixinStandardHelpOptions = true,
      description = "Makes the fleet's authority; never replaces one.")
  static final class CaCommand implements Callable<Integer> {
    @Option(names = "--dir", required = true, paramLabel = "FOLDER", description = "where to.")
    private Path folder = Path.of("");

    @Option(
        names = "--days",
        paramLabel = "N",
        defaultValue = "3650",
        description = "how long it counts (default: ${DEFAULT-VALUE}).")
    private int days;

    // Picocli sets it before it calls.
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
      FleetCa.create(folder, days, InstantSource.system());
      PrintWriter out = spec.commandLine().getOut();
      out.println("The fleet's authority is in " + folder + "; keep ca-key.pem to yourself.");
      out.flush();
      return 0;
    }
  }

  /** {@code drover pki host}. */
  @Command(
      name = "host",
      mixinStandardHelpOptions = true,
      description = "Makes a host's certificate folder, or renews it; UUID and keys stay then.")
  static final class HostCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "the host's name, also the folder's.")
    private String name = "";

    @Option(
        names = "--dir",
        required = true,
        paramLabel = "FOLDER",
        description = "the authority's folder.")
    private Path folder = Path.of("");

    @Option(
        names = "--uuid",
        paramLabel = "UUID",
        description = "the host's UUID (default: a new one).")
    private @Nullable String uuid;

    @Option(
        names = "--address",
        paramLabel = "A",
        description = "an address or DNS name of the host; may be repeated.")
    private List<String> addresses = new ArrayList<>();

    @Option(
        names = "--days",
        paramLabel = "N",
        defaultValue = "825",
        description = "how long the certificates count (default: ${DEFAULT-VALUE}).")
    private int days;

    // Picocli sets it before it calls.
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
      HostFolder host =
          FleetCa.open(folder, InstantSource.system()).host(name, uuid, addresses, days);
      PrintWriter out = spec.commandLine().getOut();
      out.println(
          "Host "
              + name
              + " is "
              + host.uuid()
              + "; its certificates in "
              + host.folder()
              + " count until "
              + host.until()
              + ".");
      out.flush();
      return 0;
    }
  }
}
