package dev.drover.bench.floor;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * One QMP monitor, driven by one thread: a command, its reply, the next command. No thread of its
 * own and no copies between threads, so that it adds as little as possible to what is measured.
 */
final class HandMonitor implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SocketChannel channel;
  private final Selector selector;
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).flip();
  private final StringBuilder line = new StringBuilder();
  private final Deque<QemuEvent> events = new ArrayDeque<>();

  /**
   * What QEMU said unasked.
   *
   * @param micros QEMU's own time stamp, microseconds since 1970
   */
  record QemuEvent(String name, JsonNode data, long micros) {
    boolean is(String wanted) {
      return name.equals(wanted);
    }

    boolean isMigration(String status) {
      return is("MIGRATION") && data.path("status").asText().equals(status);
    }
  }

  private HandMonitor(SocketChannel channel, Selector selector) {
    this.channel = requireNonNull(channel, "channel is null");
    this.selector = requireNonNull(selector, "selector is null");
  }

  /** Connects as soon as QEMU listens, and negotiates. */
  static HandMonitor connect(Path socket, BooleanSupplier worthWaiting) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(socket);
    while (true) {
      try {
        SocketChannel channel = SocketChannel.open(address);
        channel.configureBlocking(false);
        Selector selector = Selector.open();
        channel.register(selector, SelectionKey.OP_READ);
        HandMonitor monitor = new HandMonitor(channel, selector);
        monitor.read(end);
        monitor.execute("qmp_capabilities");
        return monitor;
      } catch (IOException e) {
        if (!worthWaiting.getAsBoolean() || System.nanoTime() > end) {
          throw new UncheckedIOException("no monitor at " + socket, e);
        }
        Thread.onSpinWait();
      }
    }
  }

  JsonNode execute(String command) {
    return execute(command, JSON.createObjectNode());
  }

  /** Sends a command and returns what QEMU returned. */
  JsonNode execute(String command, ObjectNode arguments) {
    ObjectNode request = JSON.createObjectNode().put("execute", command);
    request.set("arguments", arguments);
    try {
      ByteBuffer bytes = ByteBuffer.wrap((request + "\n").getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (true) {
        JsonNode message = read(end);
        if (message.has("return")) {
          return message.get("return");
        }
        if (message.has("error")) {
          throw new AssertionError("QEMU refused " + request + ": " + message.get("error"));
        }
        remember(message);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(command + " was not answered", e);
    }
  }

  /** Asks QEMU to end; it may close the monitor before it answers. */
  void quit() {
    try {
      execute("quit");
    } catch (UncheckedIOException e) {
      // It has ended, which is what it was asked for.
    }
  }

  /** Returns the next event that is wanted; earlier ones are dropped. */
  QemuEvent await(String what, Predicate<QemuEvent> wanted) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      for (QemuEvent event = events.poll(); event != null; event = events.poll()) {
        if (wanted.test(event)) {
          return event;
        }
        if (event.isMigration("failed")) {
          throw new AssertionError("waited for " + what + ", and QEMU said " + event.data());
        }
      }
      try {
        remember(read(end));
      } catch (IOException e) {
        throw new UncheckedIOException("waited for: " + what, e);
      }
    }
  }

  private void remember(JsonNode message) {
    if (message.has("event")) {
      JsonNode time = message.path("timestamp");
      events.add(
          new QemuEvent(
              message.get("event").asText(),
              message.path("data"),
              time.path("seconds").asLong() * 1_000_000 + time.path("microseconds").asLong()));
    }
  }

  private JsonNode read(long end) throws IOException {
    while (true) {
      while (buffer.hasRemaining()) {
        char next = (char) (buffer.get() & 0xFF);
        if (next == '\n') {
          String text = line.toString();
          line.setLength(0);
          return JSON.readTree(text);
        }
        line.append(next);
      }
      int count = channel.read(buffer.clear());
      buffer.flip();
      if (count < 0) {
        throw new IOException("QEMU closed its monitor");
      }
      if (count == 0) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new IOException("QEMU has said nothing for too long");
        }
        selector.select(left);
        selector.selectedKeys().clear();
      }
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the monitor cannot be closed", e);
    }
  }
}
