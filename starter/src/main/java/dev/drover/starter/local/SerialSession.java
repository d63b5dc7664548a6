package dev.drover.starter.local;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Carries bytes between a person and a guest's serial port, both ways, unchanged. */
public final class SerialSession {
  /** Ctrl-], which telnet and virsh leave with, too. */
  public static final int ESCAPE = 0x1d;

  private static final int BUFFER_BYTES = 4096;

  private final SocketChannel guest;
  private volatile boolean left;

  /** Carries bytes over an open connection, which the caller closes. */
  public SerialSession(SocketChannel guest) {
    this.guest = requireNonNull(guest, "guest is null");
  }

  /** How a session came to its end. */
  public enum End {
    /** The person has left with {@link #ESCAPE}. */
    LEFT,
    /** QEMU has closed the port: it has ended. */
    GUEST_GONE
  }

  /**
   * Sends what the person types until the escape, in a thread of its own. The end of the input is
   * no end of the session: what the guest answers is still to come.
   *
   * @param escapes whether {@link #ESCAPE} ends the session; false: it is sent like any other byte
   */
  public void type(InputStream keys, boolean escapes) {
    Thread typing = new Thread(() -> send(keys, escapes), "drover-typing");
    typing.setDaemon(true);
    typing.start();
  }

  /**
   * Shows what the guest says until one of the two goes.
   *
   * @throws IOException if it cannot be written
   */
  public End show(OutputStream screen) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES);
    while (read(bytes) >= 0) {
      screen.write(bytes.array(), 0, bytes.position());
      screen.flush();
      bytes.clear();
    }
    return left ? End.LEFT : End.GUEST_GONE;
  }

  /** A connection that is reset, or that {@link #leave} has closed, is one that has ended. */
  private int read(ByteBuffer bytes) {
    try {
      return guest.read(bytes);
    } catch (IOException e) {
      return -1;
    }
  }

  private void send(InputStream keys, boolean escapes) {
    byte[] typed = new byte[BUFFER_BYTES];
    try {
      for (int count = keys.read(typed); count >= 0; count = keys.read(typed)) {
        int escape = escapes ? indexOfEscape(typed, count) : -1;
        ByteBuffer bytes = ByteBuffer.wrap(typed, 0, escape >= 0 ? escape : count);
        while (bytes.hasRemaining()) {
          guest.write(bytes);
        }
        if (escape >= 0) {
          leave();
          return;
        }
      }
    } catch (IOException e) {
      // The guest's end is seen by whoever shows what it says.
    }
  }

  private static int indexOfEscape(byte[] typed, int count) {
    for (int i = 0; i < count; i++) {
      if (typed[i] == ESCAPE) {
        return i;
      }
    }
    return -1;
  }

  private void leave() throws IOException {
    left = true;
    guest.close();
  }
}
