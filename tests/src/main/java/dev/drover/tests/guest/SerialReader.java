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
 * Listens to a guest at one host's serial socket: connects as soon as the socket is there, reads
 * until QEMU closes it, and connects again for the next QEMU. A guest whose line nobody reads loses
 * what it says, so the reader has to be there before the guest is.
 */
final class SerialReader implements AutoCloseable {
  private static final long RETRY_NANOS = Duration.ofMillis(2).toNanos();
  private static final int LONGEST_LINE = 1024;

  private final Path socket;
  private final SerialListener listener;
  private final Thread thread;
  private volatile boolean closed;
  private volatile @Nullable SocketChannel channel;

  private SerialReader(Path socket, SerialListener listener) {
    this.socket = requireNonNull(socket, "socket is null");
    this.listener = requireNonNull(listener, "listener is null");
    thread = new Thread(this::run, "serial " + socket);
    thread.setDaemon(true);
  }

  /** Starts to listen; the socket need not exist yet. */
  static SerialReader listen(Path socket, SerialListener listener) {
    SerialReader reader = new SerialReader(socket, listener);
    reader.thread.start();
    return reader;
  }

  /** Returns whether a QEMU is connected now. */
  boolean isConnected() {
    return channel != null;
  }

  /** Sends bytes to the guest. */
  void send(byte... bytes) {
    SocketChannel present = requireNonNull(channel, "no guest is connected at " + socket);
    try {
      present.write(ByteBuffer.wrap(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("the guest at " + socket + " cannot be spoken to", e);
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
    listener.connected();
    try {
      readLines(from, buffer, line);
    } finally {
      listener.disconnected(line.toString());
    }
  }

  private void readLines(SocketChannel from, ByteBuffer buffer, StringBuilder line)
      throws IOException {
    while (from.read(buffer.clear()) >= 0) {
      long now = System.nanoTime();
      buffer.flip();
      while (buffer.hasRemaining()) {
        char next = (char) (buffer.get() & 0xff);
        if (next == '\n') {
          listener.line(line.toString(), now);
          line.setLength(0);
        } else if (line.length() < LONGEST_LINE) {
          line.append(next);
        }
      }
    }
  }
}
