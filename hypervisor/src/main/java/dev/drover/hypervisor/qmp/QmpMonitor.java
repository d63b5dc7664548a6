package dev.drover.hypervisor.qmp;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to a QMP monitor, made by {@link QmpEndpoint}. Thread-safe; closed once it closes:
 * its owner connects again and queries, because QEMU replays nothing.
 *
 * <p>There are two lanes. In-band commands go out one at a time in the order in which callers came.
 * Out-of-band commands (emergency monitors only) pass them, also when QEMU's main loop hangs. A
 * command whose deadline passed keeps its lane until QEMU has answered it: with eight commands
 * queued QEMU stops reading (QMP_REQ_QUEUE_LEN_MAX in monitor/qmp.c), and then nothing would get
 * through.
 */
public final class QmpMonitor implements AutoCloseable {
  /** A command that is longer cannot be sure of room in the socket, and might block its sender. */
  static final int MAX_COMMAND_BYTES = 64 << 10;

  private static final Logger LOG = LoggerFactory.getLogger(QmpMonitor.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String domain;
  private final QmpSocket socket;
  private final QmpListener listener;
  private final QmpObserver observer;
  private final Semaphore inBand = new Semaphore(1, true);
  private final Semaphore outOfBand = new Semaphore(1, true);
  private final ConcurrentHashMap<String, Pending> waiting = new ConcurrentHashMap<>();
  private final CompletableFuture<JsonNode> greeting = new CompletableFuture<>();
  private final AtomicLong counter = new AtomicLong();
  private final AtomicReference<@Nullable String> closedReason = new AtomicReference<>();
  private volatile boolean outOfBandEnabled;

  /**
   * Ids differ between connections: QEMU sends the reply of a command whose sender went away to
   * whoever is connected when it is done.
   */
  private final String idPrefix = UUID.randomUUID().toString().substring(0, 8) + "-";

  private QmpMonitor(QmpEndpoint endpoint, QmpSocket socket, QmpListener listener) {
    this.domain = endpoint.domain();
    this.observer = endpoint.observer();
    this.socket = requireNonNull(socket, "socket is null");
    this.listener = requireNonNull(listener, "listener is null");
  }

  /**
   * Reads the greeting and negotiates. Owns the socket from here on, also when this throws.
   *
   * @param deadline as {@link System#nanoTime}
   */
  static QmpMonitor open(
      QmpEndpoint endpoint, QmpSocket socket, QmpListener listener, long deadline) {
    QmpMonitor monitor = new QmpMonitor(endpoint, socket, listener);
    Thread reader = new Thread(monitor::read, "qmp-" + endpoint.domain());
    reader.setDaemon(true);
    reader.start();
    try {
      monitor.negotiate(endpoint.withOutOfBand(), deadline);
      return monitor;
    } catch (RuntimeException e) {
      monitor.close("The connection could not be negotiated: " + e.getMessage());
      throw e;
    }
  }

  private void negotiate(boolean withOutOfBand, long deadline) {
    JsonNode greeted = await(greeting, "the greeting", deadline);
    ObjectNode arguments = JSON.createObjectNode();
    if (withOutOfBand) {
      if (!offersOutOfBand(greeted)) {
        throw new QmpException.Malformed(
            "QEMU of " + domain + " does not offer out-of-band commands on this monitor");
      }
      arguments.putArray("enable").add("oob");
    }
    execute(
        "qmp_capabilities", arguments, Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    outOfBandEnabled = withOutOfBand;
  }

  private static boolean offersOutOfBand(JsonNode greeted) {
    for (JsonNode capability : greeted.path("capabilities")) {
      if ("oob".equals(capability.textValue())) {
        return true;
      }
    }
    return false;
  }

  /** Returns the name of the domain whose monitor this is, for messages. */
  public String domain() {
    return domain;
  }

  /** Notes that a result was not what QEMU's schema promises. */
  void misunderstood(String command) {
    observer.misunderstood(command);
  }

  /** Returns whether the connection stands, as far as this end knows. */
  public boolean isOpen() {
    return closedReason.get() == null;
  }

  /** Executes a command; like {@link #execute(String, ObjectNode, Duration)}. */
  public JsonNode execute(String command, Map<String, ?> arguments, Duration deadline) {
    ObjectNode node = JSON.valueToTree(arguments);
    return execute(command, node, deadline);
  }

  /**
   * Executes a command after those that came before, and returns what QEMU returned.
   *
   * @param arguments empty for none
   * @param deadline for everything, the wait for the lane included
   * @throws QmpException.Refused if QEMU answered with an error
   * @throws QmpException.Closed if the connection is closed; the command may have been executed
   * @throws QmpException.NoReply if the deadline passed; the command may still be executed
   * @throws IllegalArgumentException if the command is longer than 64 KiB
   */
  public JsonNode execute(String command, ObjectNode arguments, Duration deadline) {
    return execute("execute", inBand, command, arguments, deadline);
  }

  /**
   * Executes two commands without arguments, the second sent before the first is answered: QEMU
   * answers in order, and what hurries waits once. Otherwise like {@link #execute(String,
   * ObjectNode, Duration)}.
   *
   * @return both results
   */
  List<JsonNode> executeBoth(String first, String second, Duration timeout) {
    String firstId = nextId();
    String secondId = nextId();
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    lines.writeBytes(encode("execute", first, JSON.createObjectNode(), firstId));
    lines.writeBytes(encode("execute", second, JSON.createObjectNode(), secondId));
    long began = System.nanoTime();
    long deadline = began + timeout.toNanos();
    enter(inBand, first, deadline);
    CompletableFuture<JsonNode> firstReply = new CompletableFuture<>();
    CompletableFuture<JsonNode> secondReply = new CompletableFuture<>();
    // The lane is free again when QEMU has answered both.
    waiting.put(firstId, new Pending(firstReply, new Semaphore(0)));
    waiting.put(secondId, new Pending(secondReply, inBand));
    write(lines.toByteArray());
    return List.of(
        observed(first, began, () -> interpret(await(firstReply, first, deadline), first)),
        observed(second, began, () -> interpret(await(secondReply, second, deadline), second)));
  }

  /**
   * Executes a command without waiting for QEMU's main loop or for the in-band commands; otherwise
   * like {@link #execute(String, ObjectNode, Duration)}.
   *
   * @throws IllegalStateException if this is no emergency monitor
   */
  public JsonNode executeOutOfBand(String command, ObjectNode arguments, Duration deadline) {
    if (!outOfBandEnabled) {
      throw new IllegalStateException(
          "the monitor of " + domain + " was connected without out-of-band commands");
    }
    return execute("exec-oob", outOfBand, command, arguments, deadline);
  }

  private JsonNode execute(
      String verb, Semaphore lane, String command, ObjectNode arguments, Duration timeout) {
    String id = nextId();
    byte[] line = encode(verb, command, arguments, id);
    long began = System.nanoTime();
    return observed(
        command, began, () -> exchange(lane, command, id, line, began + timeout.toNanos()));
  }

  private String nextId() {
    return idPrefix + counter.incrementAndGet();
  }

  private JsonNode observed(String command, long began, Supplier<JsonNode> exchange) {
    try {
      JsonNode result = exchange.get();
      observer.answered(command, System.nanoTime() - began, null);
      return result;
    } catch (QmpException e) {
      observer.answered(command, System.nanoTime() - began, e);
      throw e;
    }
  }

  private JsonNode exchange(Semaphore lane, String command, String id, byte[] line, long deadline) {
    enter(lane, command, deadline);
    CompletableFuture<JsonNode> reply = new CompletableFuture<>();
    waiting.put(id, new Pending(reply, lane));
    write(line);
    return interpret(await(reply, command, deadline), command);
  }

  private static byte[] encode(String verb, String command, ObjectNode arguments, String id) {
    ObjectNode request = JSON.createObjectNode();
    request.put(verb, requireNonNull(command, "command is null"));
    if (!arguments.isEmpty()) {
      request.set("arguments", arguments);
    }
    request.put("id", id);
    // QEMU takes JSON in ASCII and UTF-8; a newline ends nothing, it only helps who reads along.
    byte[] line = (request + "\n").getBytes(StandardCharsets.UTF_8);
    if (line.length > MAX_COMMAND_BYTES) {
      throw new IllegalArgumentException(
          "the command " + command + " has " + line.length + " bytes, more than 64 KiB");
    }
    return line;
  }

  private void enter(Semaphore lane, String command, long deadline) {
    try {
      if (!lane.tryAcquire(Math.max(0, deadline - System.nanoTime()), NANOSECONDS)) {
        throw new QmpException.NoReply(
            "QEMU of "
                + domain
                + " still has an earlier command to answer; "
                + command
                + " was not sent");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new QmpException.NoReply(
          command + " was not sent to QEMU of " + domain + ": interrupted");
    }
  }

  private void write(byte[] line) {
    try {
      socket.write(line);
    } catch (IOException e) {
      close("The monitor of " + domain + " failed: " + e.getMessage());
    }
    // A command that was registered after the connection was cleaned up has nobody to settle it.
    if (!isOpen()) {
      failWaiting();
    }
  }

  private JsonNode await(CompletableFuture<JsonNode> answer, String what, long deadline) {
    try {
      return answer.get(Math.max(0, deadline - System.nanoTime()), NANOSECONDS);
    } catch (TimeoutException e) {
      throw new QmpException.NoReply(
          "QEMU of " + domain + " did not answer " + what + " in time; its monitor hangs");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new QmpException.NoReply(
          "the wait for QEMU of " + domain + " to answer " + what + " was interrupted");
    } catch (ExecutionException e) {
      throw new QmpException.Closed(
          "QEMU of " + domain + " did not answer " + what + ": " + whyClosed());
    }
  }

  private JsonNode interpret(JsonNode reply, String command) {
    JsonNode result = reply.get("return");
    if (result != null) {
      return result;
    }
    JsonNode error = reply.path("error");
    String errorClass = error.path("class").asText("GenericError");
    String description = error.path("desc").asText("no description");
    throw new QmpException.Refused(
        "QEMU of " + domain + " refused " + command + ": " + description, errorClass, description);
  }

  private void read() {
    QmpLines lines = new QmpLines(socket);
    String reason;
    try {
      reason = "QEMU of " + domain + " closed its monitor";
      for (JsonNode message = lines.next(); message != null; message = lines.next()) {
        dispatch(message);
      }
    } catch (IOException e) {
      reason = "The monitor of " + domain + " failed: " + describe(e);
    } catch (RuntimeException e) {
      LOG.error("The listener of the monitor of {} failed", domain, e);
      reason = "The listener of the monitor of " + domain + " failed: " + e;
    }
    close(reason);
    release();
    failWaiting();
    listener.closed(whyClosed());
  }

  private void release() {
    try {
      socket.release();
    } catch (IOException e) {
      LOG.debug("Closing the monitor of {} failed", domain, e);
    }
  }

  private void dispatch(JsonNode message) throws IOException {
    JsonNode event = message.get("event");
    if (event != null) {
      listener.event(QmpEvent.of(message));
    } else if (message.has("return") || message.has("error")) {
      settle(message);
    } else if (message.has("QMP")) {
      greeting.complete(message.path("QMP"));
    } else {
      throw new IOException("a message is neither greeting, reply nor event");
    }
  }

  private void settle(JsonNode message) throws IOException {
    JsonNode id = message.get("id");
    if (id == null) {
      // QEMU leaves the id out only if it could not read what it was sent.
      throw new IOException("QEMU did not understand: " + message.path("error").path("desc"));
    }
    Pending pending = waiting.remove(id.asText());
    if (pending == null) {
      LOG.debug("The monitor of {} passed on the reply of an earlier connection", domain);
    } else {
      pending.lane().release();
      pending.reply().complete(message);
    }
  }

  private static String describe(IOException e) {
    return e.getMessage() == null
        ? e.getClass().getSimpleName().toLowerCase(Locale.ROOT)
        : e.getMessage();
  }

  /**
   * Closes the connection; commands that wait fail, the listener is told. Again changes nothing.
   */
  @Override
  public void close() {
    close("The monitor of " + domain + " was closed by drover");
  }

  private void close(String reason) {
    if (closedReason.compareAndSet(null, reason)) {
      try {
        socket.close();
      } catch (IOException e) {
        LOG.debug("Closing the monitor of {} failed", domain, e);
      }
    }
  }

  private String whyClosed() {
    return requireNonNull(closedReason.get(), "the monitor is open");
  }

  private void failWaiting() {
    QmpException failure = new QmpException.Closed(whyClosed());
    greeting.completeExceptionally(failure);
    for (String id : waiting.keySet()) {
      Pending pending = waiting.remove(id);
      if (pending != null) {
        pending.lane().release();
        pending.reply().completeExceptionally(failure);
      }
    }
  }

  /** A command that was sent. Whoever takes it out of the map settles it and leaves its lane. */
  private record Pending(CompletableFuture<JsonNode> reply, Semaphore lane) {}
}
