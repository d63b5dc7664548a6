package dev.drover.tests.guest;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Listens to the guest at one host's serial socket: connects as soon as the socket is there, reads
 * until QEMU closes it, and connects again for the next QEMU. A guest whose line nobody reads loses
 * what it says, so the reader has to be there before the guest is.
 */
public final class PacerReader implements AutoCloseable {
  private static final long RETRY_NANOS = Duration.ofMillis(2).toNanos();

  private final Path socket;
  private final PacerLog log = new PacerLog();
  private final Thread thread;
  private volatile boolean closed;
  private volatile @Nullable SocketChannel channel;

  private PacerReader(Path socket) {
    this.socket = requireNonNull(socket, "socket is null");
    thread = new Thread(this::run, "pacer " + socket);
    thread.setDaemon(true);
  }

  /** Starts to listen; the socket need not exist yet. */
  public static PacerReader listen(Path socket) {
    PacerReader reader = new PacerReader(socket);
    reader.thread.start();
    return reader;
  }

  /** Returns what was heard. */
  public PacerLog log() {
    return log;
  }

  /** Returns whether a QEMU is connected now. */
  public boolean isConnected() {
    return channel != null;
  }

  /** Sets the guest's load: pages rewritten at each tick, 0 to 255. */
  public void load(int pagesPerTick) {
    SocketChannel present = requireNonNull(channel, "no guest is connected at " + socket);
    try {
      present.write(ByteBuffer.wrap(new byte[] {(byte) pagesPerTick}));
    } catch (IOException e) {
      throw new UncheckedIOException("the guest's load cannot be set", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    SocketChannel present = channel;
    if (present != null) {
      try {
        present.close();
      } catch (IOException e) {
        throw new UncheckedIOException("the serial socket " + socket + " cannot be closed", e);
      }
    }
    LockSupport.unpark(thread);
  }

  private void run() {
    while (!closed) {
      try (SocketChannel opened = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
        channel = opened;
        read(opened);
      } catch (IOException e) {
        // Not there yet, or gone: the next QEMU makes it anew.
      }
      channel = null;
      LockSupport.parkNanos(RETRY_NANOS);
    }
  }

  private void read(SocketChannel from) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(4096);
    StringBuilder line = new StringBuilder();
    log.connected();
    try {
      readLines(from, buffer, line);
    } finally {
      log.disconnected(line.toString());
    }
  }

  private void readLines(SocketChannel from, ByteBuffer buffer, StringBuilder line)
      throws IOException {
    while (from.read(buffer.clear()) >= 0) {
      long now = System.nanoTime();
      buffer.flip();
      while (buffer.hasRemaining()) {
        char next = (char) buffer.get();
        if (next == '\n') {
          log.line(line.toString(), now);
          line.setLength(0);
        } else if (line.length() < 32) {
          line.append(next);
        }
      }
    }
  }
}
