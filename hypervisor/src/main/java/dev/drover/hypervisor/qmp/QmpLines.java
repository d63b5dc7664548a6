package dev.drover.hypervisor.qmp;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON objects from a channel, one a line. Not thread-safe; the channel stays its owner's.
 */
final class QmpLines {
  /** QEMU's longest replies (query-qmp-schema) have about 200 KiB. */
  static final int MAX_LINE_BYTES = 16 << 20;

  private static final int FIRST_BUFFER_BYTES = 64 << 10;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ReadableByteChannel channel;
  private byte[] bytes = new byte[FIRST_BUFFER_BYTES];
  private int start;
  private int searched;
  private int end;

  QmpLines(ReadableByteChannel channel) {
    this.channel = requireNonNull(channel, "channel is null");
  }

  /**
   * Waits for the next object.
   *
   * @return null at the end of the stream; a last line without its newline is dropped
   * @throws IOException if the channel fails, a line is too long, or a line is no JSON object
   */
  @Nullable JsonNode next() throws IOException {
    while (true) {
      int newline = find();
      if (newline >= 0) {
        int from = start;
        start = newline + 1;
        searched = start;
        if (!blank(from, newline)) {
          return parse(from, newline);
        }
      } else if (!fill()) {
        return null;
      }
    }
  }

  private int find() {
    for (int i = searched; i < end; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    searched = end;
    return -1;
  }

  private boolean blank(int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != '\r' && bytes[i] != ' ') {
        return false;
      }
    }
    return true;
  }

  private JsonNode parse(int from, int to) throws IOException {
    JsonNode node;
    try {
      node = JSON.readTree(bytes, from, to - from);
    } catch (JsonProcessingException e) {
      throw new IOException("a line is no JSON: " + e.getOriginalMessage(), e);
    }
    if (!node.isObject()) {
      throw new IOException("a line is no JSON object but " + node.getNodeType());
    }
    return node;
  }

  private boolean fill() throws IOException {
    if (start > 0) {
      System.arraycopy(bytes, start, bytes, 0, end - start);
      end -= start;
      searched -= start;
      start = 0;
    }
    if (end == bytes.length) {
      if (bytes.length >= MAX_LINE_BYTES) {
        throw new IOException("a line is longer than " + (MAX_LINE_BYTES >> 20) + " MiB");
      }
      bytes = Arrays.copyOf(bytes, Math.min(MAX_LINE_BYTES, bytes.length * 2));
    }
    int count = channel.read(ByteBuffer.wrap(bytes, end, bytes.length - end));
    if (count < 0) {
      return false;
    }
    end += count;
    return true;
  }
}
