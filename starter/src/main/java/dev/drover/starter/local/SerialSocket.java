package dev.drover.starter.local;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Attaches to a guest's serial port. */
public final class SerialSocket {
  /** QEMU accepts in its main loop, which a busy guest can keep for some hundred milliseconds. */
  private static final Duration ACCEPTED_WITHIN = Duration.ofSeconds(3);

  private static final long LOOK_NANOS = Duration.ofMillis(10).toNanos();

  private final Path socket;
  private final String guest;
  private final UnixListeners listeners;
  private final Duration patience;

  /**
   * Names a port.
   *
   * @param guest what people call it
   */
  public SerialSocket(Path socket, String guest) {
    this(socket, guest, ACCEPTED_WITHIN);
  }

  SerialSocket(Path socket, String guest, Duration patience) {
    this.socket = requireNonNull(socket, "socket is null");
    this.guest = requireNonNull(guest, "guest is null");
    this.patience = requireNonNull(patience, "patience is null");
    this.listeners = UnixListeners.ofKernel();
  }

  /**
   * Attaches.
   *
   * @return the open connection, which the caller closes; empty if no QEMU listens any more
   * @throws DroverException CONSOLE_IN_USE if somebody else is attached, QEMU_UNRESPONSIVE if QEMU
   *     does not take the connection
   */
  public Optional<SocketChannel> attach() {
    if (listeners.serves(socket)) {
      throw inUse();
    }
    if (!Files.exists(socket)) {
      return Optional.empty();
    }
    Optional<SocketChannel> connected = connect();
    if (connected.isPresent()) {
      awaitService(connected.get());
    }
    return connected;
  }

  private Optional<SocketChannel> connect() {
    try {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        // A queue that is full keeps a connection that blocks waiting for ever.
        channel.configureBlocking(false);
        if (!channel.connect(UnixDomainSocketAddress.of(socket))) {
          throw inUse();
        }
        channel.configureBlocking(true);
        return Optional.of(channel);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      // Refused: its QEMU is dead and has left its socket behind.
      return Optional.empty();
    }
  }

  private void awaitService(SocketChannel channel) {
    long end = System.nanoTime() + patience.toNanos();
    while (listeners.keepsWaiting(socket)) {
      if (System.nanoTime() > end) {
        try {
          channel.close();
        } catch (IOException e) {
          // Nothing was sent over it.
        }
        if (listeners.serves(socket)) {
          throw inUse();
        }
        throw new DroverException(
            FailureCode.QEMU_UNRESPONSIVE,
            "QEMU of domain "
                + guest
                + " has not taken the connection to "
                + socket
                + " for "
                + patience.toMillis()
                + " ms.");
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private DroverException inUse() {
    return new DroverException(
        FailureCode.CONSOLE_IN_USE,
        "Somebody else is attached to the serial port of domain " + guest + " (" + socket + ").");
  }
}
