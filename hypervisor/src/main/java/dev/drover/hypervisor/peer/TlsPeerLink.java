package dev.drover.hypervisor.peer;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.drover.hypervisor.peer.Message.GarbageException;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A link over one connection: a thread that reads (and tells the listener), a thread that writes
 * what {@link #send} has queued, and the network's timer for pings.
 */
final class TlsPeerLink implements PeerLink {
  private static final Logger LOG = LoggerFactory.getLogger(TlsPeerLink.class);

  /** A peer that takes nothing in must not fill this worker's memory: two of the largest frames. */
  private static final long MAX_QUEUED = 2L * Frame.MAX_BODY;

  private static final int MAX_QUEUED_MESSAGES = 64;
  private static final Message END = Message.of(0);

  private final Connection connection;
  private final String migrationId;
  private final LinkTimes times;
  private final ScheduledExecutorService timer;
  private final LinkedBlockingQueue<Message> queue = new LinkedBlockingQueue<>(MAX_QUEUED_MESSAGES);
  private final AtomicLong queuedBytes = new AtomicLong();
  private final AtomicBoolean pingQueued = new AtomicBoolean();
  private final AtomicBoolean pongQueued = new AtomicBoolean();
  private final AtomicReference<@Nullable String> closeReason = new AtomicReference<>();

  /** When the writer began the write it is in, 0 while it is in none. */
  private volatile long writingSinceNanos;

  TlsPeerLink(
      Connection connection, String migrationId, LinkTimes times, ScheduledExecutorService timer) {
    this.connection = requireNonNull(connection, "connection is null");
    this.migrationId = requireNonNull(migrationId, "migrationId is null");
    this.times = requireNonNull(times, "times is null");
    this.timer = requireNonNull(timer, "timer is null");
  }

  /** Starts the writing thread. What was queued before goes out now. */
  void start() {
    Thread writer = new Thread(this::write, "peer-write-" + migrationId);
    writer.setDaemon(true);
    writer.start();
  }

  /** Reads until the link closes, on the calling thread, and tells the listener everything. */
  void serve(PeerListener listener) {
    try {
      ScheduledFuture<?> beat =
          timer.scheduleWithFixedDelay(
              this::beat, times.ping().toNanos(), times.ping().toNanos(), TimeUnit.NANOSECONDS);
      try {
        while (true) {
          received(connection.read(Frame.MAX_BODY), listener);
        }
      } finally {
        beat.cancel(false);
      }
    } catch (GarbageException e) {
      abandon(name() + " is not understood: " + e.getMessage());
    } catch (EOFException e) {
      abandon(name() + " closed the link");
    } catch (IOException e) {
      abandon("The link to host " + peerHost() + " broke: " + e.getMessage());
    } catch (RejectedExecutionException e) {
      abandon("This worker is stopping");
    } catch (RuntimeException e) {
      LOG.error("A frame of migration {} could not be handed over.", migrationId, e);
      abandon("A frame from host " + peerHost() + " could not be handed over");
    } finally {
      connection.close();
      listener.closed(this, requireNonNullElse(closeReason.get(), "The reading thread died"));
    }
  }

  private void received(Message message, PeerListener listener) throws GarbageException {
    switch (message.type()) {
      case Message.PING -> enqueueOnce(pongQueued, Message.PONG);
      case Message.PONG -> {}
      default -> {
        Frame frame = message.frame();
        if (isOpen()) {
          listener.received(this, frame);
        }
      }
    }
  }

  private void write() {
    try {
      while (true) {
        Message message = queue.take();
        writingSinceNanos = System.nanoTime();
        while (message != null && message != END) {
          written(message);
          connection.write(message);
          message = queue.poll();
        }
        connection.flush();
        writingSinceNanos = 0;
        if (message == END) {
          connection.endOutput();
          return;
        }
      }
    } catch (IOException e) {
      abandon("The link to host " + peerHost() + " broke: " + e.getMessage());
    } catch (InterruptedException e) {
      abandon("The writer of this link was interrupted");
    }
  }

  private void written(Message message) {
    queuedBytes.addAndGet(-message.size());
    if (message.type() == Message.PING) {
      pingQueued.set(false);
    } else if (message.type() == Message.PONG) {
      pongQueued.set(false);
    }
  }

  /** Asks for a sign of life, and gives the link up when there was none for too long. */
  private void beat() {
    long since = writingSinceNanos;
    if (connection.nanosSinceHeard() > times.silence().toNanos()) {
      abandon(
          "Nothing was heard from host "
              + peerHost()
              + " for "
              + times.silence().toMillis()
              + " ms");
    } else if (since != 0 && System.nanoTime() - since > times.silence().toNanos()) {
      abandon(name() + " has taken nothing in for " + times.silence().toMillis() + " ms");
    } else {
      enqueueOnce(pingQueued, Message.PING);
    }
  }

  private void enqueueOnce(AtomicBoolean queued, int type) {
    if (queued.compareAndSet(false, true)) {
      enqueue(Message.of(type));
    }
  }

  private void enqueue(Message message) {
    if (!isOpen()) {
      return;
    }
    long bytes = queuedBytes.addAndGet(message.size());
    if (bytes > MAX_QUEUED || !queue.offer(message)) {
      abandon(name() + " does not take in what it is sent");
    }
  }

  @Override
  public String peerHost() {
    return connection.peerHost();
  }

  @Override
  public String migrationId() {
    return migrationId;
  }

  @Override
  public void send(Frame frame) {
    enqueue(Message.of(frame));
  }

  @Override
  public Duration silence() {
    return Duration.ofNanos(connection.nanosSinceHeard());
  }

  @Override
  public boolean isOpen() {
    return closeReason.get() == null;
  }

  /** Sends what is queued, if the other end takes it within the ping time, and closes. */
  @Override
  public void close() {
    close("This end closed the link");
  }

  void close(String reason) {
    if (closeReason.compareAndSet(null, reason)) {
      if (!queue.offer(END)) {
        connection.close();
        return;
      }
      scheduleCut();
    }
  }

  private void scheduleCut() {
    try {
      var unused = timer.schedule(connection::close, times.ping().toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      connection.close(); // The network is closing too.
    }
  }

  /** Closes at once. The first reason is the one that is told. */
  private void abandon(String reason) {
    closeReason.compareAndSet(null, reason);
    connection.close();
    // The writer may be waiting for work; a full queue means that it is not.
    boolean unused = queue.offer(END);
  }

  private String name() {
    return "Host " + connection.peerHost();
  }

  @Override
  public String toString() {
    return "peer link of migration " + migrationId + " to host " + peerHost();
  }
}
