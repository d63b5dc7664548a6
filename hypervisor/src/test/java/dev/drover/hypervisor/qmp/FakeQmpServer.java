package dev.drover.hypervisor.qmp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The other end of a monitor's socket. It greets and agrees to negotiate; everything after that is
 * the test's.
 */
final class FakeQmpServer implements AutoCloseable {
  static final String GREETING =
      "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 22, \"minor\": 2, \"major\": 7}},"
          + " \"capabilities\": [\"oob\"]}}";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ServerSocketChannel server;
  private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
  private @Nullable SocketChannel client;

  FakeQmpServer(Path socket) throws IOException {
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
  }

  /** Takes one client in the background, and greets it with this line. */
  void serve(String greeting) {
    Thread thread = new Thread(() -> run(greeting), "fake-qmp");
    thread.setDaemon(true);
    thread.start();
  }

  private void run(String greeting) {
    try {
      SocketChannel accepted = server.accept();
      synchronized (this) {
        client = accepted;
      }
      send(greeting);
      QmpLines lines = new QmpLines(accepted);
      for (JsonNode line = lines.next(); line != null; line = lines.next()) {
        if (line.path("execute").asText().equals("qmp_capabilities")) {
          reply(line, "{}");
        } else {
          received.add(line);
        }
      }
    } catch (IOException e) {
      // The client or the test closed the connection.
    }
  }

  /** Returns the next command that the client sent. */
  JsonNode take() throws InterruptedException {
    JsonNode command = received.poll(10, TimeUnit.SECONDS);
    if (command == null) {
      throw new AssertionError("the client sent no command");
    }
    return command;
  }

  /** Returns whether the client sent nothing that was not taken. */
  boolean isQuiet() {
    return received.isEmpty();
  }

  void reply(JsonNode command, String result) throws IOException {
    send("{\"return\": " + result + ", \"id\": " + command.get("id") + "}");
  }

  void send(String line) throws IOException {
    send((line + "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  synchronized void send(byte[] bytes) throws IOException {
    if (client == null) {
      throw new IOException("there is no client");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      client.write(buffer);
    }
  }

  /** Closes the client's connection. */
  synchronized void hangUp() throws IOException {
    if (client != null) {
      client.close();
    }
  }

  static JsonNode json(String text) throws IOException {
    return JSON.readTree(text);
  }

  @Override
  public void close() throws IOException {
    server.close();
    hangUp();
  }
}
