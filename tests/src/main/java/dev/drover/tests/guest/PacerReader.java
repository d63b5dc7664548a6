package dev.drover.tests.guest;

import java.nio.file.Path;

/** Listens to the pacer at one host's serial socket, and sets its load. */
public final class PacerReader implements AutoCloseable {
  private final PacerLog log = new PacerLog();
  private final SerialReader reader;

  private PacerReader(Path socket) {
    reader = SerialReader.listen(socket, log);
  }

  /** Starts to listen; the socket need not exist yet. */
  public static PacerReader listen(Path socket) {
    return new PacerReader(socket);
  }

  /** Returns what was heard. */
  public PacerLog log() {
    return log;
  }

  /** Returns whether a QEMU is connected now. */
  public boolean isConnected() {
    return reader.isConnected();
  }

  /** Sets the guest's load: pages rewritten at each tick, 0 to 255. */
  public void load(int pagesPerTick) {
    reader.send((byte) pagesPerTick);
  }

  @Override
  public void close() {
    reader.close();
  }
}
