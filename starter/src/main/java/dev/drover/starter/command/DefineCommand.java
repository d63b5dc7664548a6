package dev.drover.starter.command;

import dev.drover.cli.ExitStatuses;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.DefinitionInfo;
import dev.drover.protocol.message.DomainJobRequest;
import dev.drover.protocol.message.HostAnswer;
import dev.drover.protocol.message.HostInfo;
import dev.drover.protocol.message.ReadRequest;
import dev.drover.starter.fleet.Directory;
import dev.drover.starter.fleet.Fleet;
import dev.drover.starter.fleet.Fleet.SmallJob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code drover define}. */
@Command(
    name = "define",
    description = "Keeps a domain's definition (libvirt's XML) on a host, without starting it.",
    footer = {"  drover define pacer.xml --host alpha", "  drover define pacer.xml"})
@ExitStatuses({
  FailureCode.UNKNOWN_HOST,
  FailureCode.AMBIGUOUS_HOST,
  FailureCode.DOMAIN_EXISTS,
  FailureCode.DOMAIN_BUSY,
  FailureCode.INVALID_DEFINITION,
  FailureCode.UNSUPPORTED_DEFINITION,
  FailureCode.UNSAFE_MEMORY_SIZE,
  FailureCode.QEMU_MISSING,
  FailureCode.QEMU_TOO_OLD,
  FailureCode.STORAGE_FAILED
})
public final class DefineCommand extends FleetCommand {
  /** The hosts refuse larger definitions; so nothing larger is read or sent. */
  static final int MAX_BYTES = 256 << 10;

  @Parameters(paramLabel = "FILE", description = "The definition, at most 256 KiB of UTF-8.")
  private Path file = Path.of("");

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "The host's name or UUID (default: the only host there is).")
  private String host = "";

  @Mixin private final WaitOptions wait = new WaitOptions();

  @Override
  void run(Fleet fleet) {
    String xml = read(file);
    Directory directory = Directory.ofHosts(fleet);
    HostInfo on = host.isEmpty() ? directory.onlyHost() : directory.host(host);
    DefinitionInfo definition = check(fleet, on, xml);
    String id =
        fleet.start(
            SmallJob.DEFINE,
            new DomainJobRequest(
                on.id(),
                on.name(),
                definition.uuid(),
                definition.xml(),
                context().requester(),
                definition.name()));
    BegunJob begun = BegunJob.of("define", id, definition.uuid(), definition.name());
    if (wait.isOn()) {
      new SmallJobEnd(fleet, console(), directory).await(SmallJob.DEFINE, begun);
    } else {
      begun.say(console());
    }
  }

  /** Lets the host read it first: the UUID, which it may have to draw, is the job's id. */
  private static DefinitionInfo check(Fleet fleet, HostInfo on, String xml) {
    HostAnswer answer = fleet.ask(ReadRequest.check(on.id(), xml)).get(0);
    if (answer.failure() != null) {
      throw new DroverException(
          answer.failure(), Objects.requireNonNullElse(answer.reason(), "No reason was given."));
    }
    return Objects.requireNonNull(answer.definition(), "an answer without a definition");
  }

  private static String reason(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "it does not exist";
    }
    if (failure instanceof AccessDeniedException) {
      return "access is denied";
    }
    return String.valueOf(failure.getMessage());
  }

  static String read(Path file) {
    byte[] bytes;
    try (InputStream input = Files.newInputStream(file)) {
      bytes = input.readNBytes(MAX_BYTES + 1);
    } catch (IOException e) {
      throw new DroverException(
          FailureCode.INVALID_ARGUMENT,
          "The file " + file + " cannot be read: " + reason(e) + ".",
          e);
    }
    if (bytes.length > MAX_BYTES) {
      throw new DroverException(
          FailureCode.INVALID_DEFINITION,
          "The definition " + file + " is larger than " + MAX_BYTES + " bytes.");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new DroverException(
          FailureCode.INVALID_DEFINITION, "The definition " + file + " is not UTF-8.", e);
    }
  }
}
