package dev.drover.starter.pki;

import dev.drover.cli.Console;
import dev.drover.cli.ExitStatuses;
import dev.drover.cli.OutputOptions;
import dev.drover.cli.Text;
import dev.drover.cli.Units;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.starter.DroverCli;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code drover pki}. */
@Command(
    name = "pki",
    description = "Makes the fleet's certificates, for hosts and for QEMU itself.",
    subcommands = {PkiCommand.CaCommand.class, PkiCommand.HostCommand.class},
    footer = {
      "  drover pki ca --dir fleet",
      "  drover pki host alpha --dir fleet --address 192.0.2.11"
    })
public final class PkiCommand implements Callable<Integer> {
  // Picocli sets both before it calls.
  @SuppressWarnings("NullAway.Init")
  @ParentCommand
  private DroverCli cli;

  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Say what to make: ca or host.");
  }

  private Console console(CommandSpec command, OutputOptions output) {
    return Console.of(command.commandLine(), output.format(), cli.context().surroundings());
  }

  /** {@code drover pki ca}. */
  @Command(
      name = "ca",
      description = "Makes the fleet's authority; never replaces one.",
      footer = {"  drover pki ca --dir fleet", "  drover pki ca --dir fleet --days 1825"})
  @ExitStatuses(FailureCode.STORAGE_FAILED)
  static final class CaCommand implements Callable<Integer> {
    @Option(names = "--dir", required = true, paramLabel = "FOLDER", description = "Where to.")
    private Path folder = Path.of("");

    @Option(
        names = "--days",
        paramLabel = "N",
        defaultValue = "3650",
        description = "How long it counts (default: ${DEFAULT-VALUE}).")
    private int days;

    @Mixin private final OutputOptions output = new OutputOptions();

    // Picocli sets both before it calls.
    @SuppressWarnings("NullAway.Init")
    @ParentCommand
    private PkiCommand pki;

    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    /** What programs get. */
    record Authority(String folder) {}

    @Override
    public Integer call() {
      FleetCa.create(folder, days, InstantSource.system());
      pki.console(spec, output)
          .result(
              new Authority(folder.toString()),
              Text.of("The fleet's authority is in " + folder + "; keep ca-key.pem to yourself."));
      return 0;
    }
  }

  /** {@code drover pki host}. */
  @Command(
      name = "host",
      description = "Makes a host's certificate folder, or renews it; UUID and keys stay then.",
      footer = {
        "  drover pki host alpha --dir fleet --address 192.0.2.11",
        "  drover pki host alpha --dir fleet -o json | jq -r .uuid"
      })
  @ExitStatuses({FailureCode.INVALID_CONFIGURATION, FailureCode.STORAGE_FAILED})
  static final class HostCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "The host's name, also the folder's.")
    private String name = "";

    @Option(
        names = "--dir",
        required = true,
        paramLabel = "FOLDER",
        description = "The authority's folder.")
    private Path folder = Path.of("");

    @Option(
        names = "--uuid",
        paramLabel = "UUID",
        description = "The host's UUID (default: a new one).")
    private @Nullable String uuid;

    @Option(
        names = "--address",
        paramLabel = "A",
        description =
            "An address or DNS name of the host; may be repeated. A host that is renewed without"
                + " any keeps those it has.")
    private List<String> addresses = new ArrayList<>();

    @Option(
        names = "--days",
        paramLabel = "N",
        defaultValue = "825",
        description = "How long the certificates count (default: ${DEFAULT-VALUE}).")
    private int days;

    @Mixin private final OutputOptions output = new OutputOptions();

    // Picocli sets both before it calls.
    @SuppressWarnings("NullAway.Init")
    @ParentCommand
    private PkiCommand pki;

    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    /**
     * What programs get.
     *
     * @param uuid the host's, in lower case
     * @param until when its certificates expire, in ISO 8601
     */
    record Host(String name, String uuid, String folder, String until) {}

    @Override
    public Integer call() {
      HostFolder host =
          FleetCa.open(folder, InstantSource.system()).host(name, uuid, addresses, days);
      Instant until = host.until();
      pki.console(spec, output)
          .result(
              new Host(name, host.uuid(), host.folder().toString(), until.toString()),
              Text.of("Host " + name + " is " + host.uuid())
                  .and(
                      "; its certificates in "
                          + host.folder()
                          + " count until "
                          + Units.time(until.toEpochMilli())
                          + "."));
      return 0;
    }
  }
}
