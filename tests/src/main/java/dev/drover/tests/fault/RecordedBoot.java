package dev.drover.tests.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.hypervisor.job.FileJobStore;
import dev.drover.hypervisor.job.JobRecord;
import dev.drover.hypervisor.job.StateFolder;
import dev.drover.protocol.StateLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The boot ids that a host has written down: of each QEMU, and in each job record. */
final class RecordedBoot {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private RecordedBoot() {}

  /**
   * Makes all of them another boot's.
   *
   * @param state the host's state folder, which no worker holds
   */
  static void makeOld(Path state) {
    String boot = UUID.randomUUID().toString();
    liveBoots(state).forEach(file -> write(file, boot));
    try (StateFolder folder = StateFolder.open(state, null);
        FileJobStore store = FileJobStore.open(folder, InstantSource.system())) {
      store.open().forEach(record -> store.write(inBoot(record, boot)));
    }
  }

  /** By its JSON, which is what the record is on disk: no field can be forgotten. */
  private static JobRecord inBoot(JobRecord record, String boot) {
    ObjectNode tree = MAPPER.valueToTree(record);
    tree.put("bootId", boot);
    try {
      return MAPPER.treeToValue(tree, JobRecord.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("the record cannot be made older: " + record, e);
    }
  }

  private static List<Path> liveBoots(Path state) {
    Path domains = state.resolve(StateLayout.DOMAINS);
    if (!Files.isDirectory(domains)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(domains)) {
      return folders
          .map(folder -> folder.resolve(StateLayout.LIVE_BOOT))
          .filter(Files::exists)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look into " + domains, e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    }
  }
}
