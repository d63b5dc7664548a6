package dev.drover.hypervisor.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.protocol.switchover.DestinationWord;
import dev.drover.protocol.switchover.SourceWord;
import java.io.IOException;
import java.util.List;

/** Job records and closed jobs as JSON. Unknown fields are ignored, missing ones get defaults. */
final class JobJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** Without these a record says nothing that could be acted on. */
  private static final List<String> RECORD_FIELDS =
      List.of(
          "migrationId", "side", "kind", "domain", "name", "peerHost", "phase", "word", "bootId");

  private static final List<String> CLOSED_FIELDS =
      List.of("migrationId", "side", "domain", "peerHost", "result", "closedAtEpochMillis");

  private JobJson() {}

  static byte[] write(JobRecord record) throws IOException {
    return MAPPER.writeValueAsBytes(record);
  }

  static byte[] write(ClosedJob closed) throws IOException {
    return MAPPER.writeValueAsBytes(closed);
  }

  /**
   * Reads a record.
   *
   * @throws IOException if it cannot be understood, in words that follow the file's name
   */
  static JobRecord readRecord(byte[] json) throws IOException {
    ObjectNode tree = object(json);
    int version = tree.path("version").asInt();
    if (version > JobRecord.VERSION) {
      throw new IOException(
          "its version is " + version + ", and this drover reads up to " + JobRecord.VERSION);
    }
    require(tree, RECORD_FIELDS);
    if (!tree.hasNonNull("options")) {
      tree.putObject("options");
    }
    if (!tree.hasNonNull("resources")) {
      tree.putArray("resources");
    }
    JobRecord record = value(tree, JobRecord.class);
    requireKnownWord(record);
    return record;
  }

  /** A word that is not understood is held here, and not by the worker that stumbles over it. */
  private static void requireKnownWord(JobRecord record) throws IOException {
    try {
      switch (record.side()) {
        case SOURCE -> SourceWord.parse(record.word());
        case DESTINATION -> DestinationWord.parse(record.word());
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("it is not understood: " + e.getMessage(), e);
    }
  }

  /**
   * Reads a closed job.
   *
   * @throws IOException if it cannot be understood, in words that follow the file's name
   */
  static ClosedJob readClosed(byte[] json) throws IOException {
    ObjectNode tree = object(json);
    require(tree, CLOSED_FIELDS);
    return value(tree, ClosedJob.class);
  }

  private static ObjectNode object(byte[] json) throws IOException {
    try {
      if (MAPPER.readTree(json) instanceof ObjectNode tree) {
        return tree;
      }
    } catch (JsonProcessingException e) {
      throw notUnderstood(e);
    }
    throw new IOException("it holds no JSON object");
  }

  private static <T> T value(ObjectNode tree, Class<T> type) throws IOException {
    try {
      return MAPPER.treeToValue(tree, type);
    } catch (JsonProcessingException e) {
      throw notUnderstood(e);
    }
  }

  private static IOException notUnderstood(JsonProcessingException cause) {
    return new IOException("it is not understood: " + cause.getOriginalMessage(), cause);
  }

  private static void require(JsonNode tree, List<String> fields) throws IOException {
    for (String field : fields) {
      if (!tree.hasNonNull(field)) {
        throw new IOException("it has no field " + field);
      }
    }
  }
}
