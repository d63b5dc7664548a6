package dev.drover.tests.guest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Listens to the pacer at one host's serial socket for a long time, and keeps what each QEMU there
 * let it say in short. Thread-safe.
 */
public final class StayReader implements SerialListener, AutoCloseable {
  private final List<Stay> over = new ArrayList<>();
  private final SerialReader reader;
  private @Nullable PacerLog present;

  @SuppressWarnings("this-escape")
  private StayReader(Path socket) {
    reader = SerialReader.listen(socket, this);
  }

  /** Starts to listen; the socket need not exist yet. */
  public static StayReader listen(Path socket) {
    return new StayReader(socket);
  }

  @Override
  public synchronized void connected() {
    present = new PacerLog();
    present.connected();
  }

  @Override
  public synchronized void line(String text, long nanos) {
    if (present != null) {
      present.line(text, nanos);
    }
  }

  @Override
  public synchronized void disconnected(String unfinished) {
    if (present != null) {
      present.disconnected(unfinished);
      over.add(Stay.of(present, false));
      present = null;
    }
  }

  /** Returns the stays in order, the present one last. */
  public synchronized List<Stay> stays() {
    List<Stay> all = new ArrayList<>(over);
    if (present != null) {
      all.add(Stay.of(present, true));
    }
    return List.copyOf(all);
  }

  /** Returns the newest tick of the QEMU that is connected; null if none is, or none has ticked. */
  public synchronized PacerLog.@Nullable Tick last() {
    return present == null ? null : present.last();
  }

  /** Returns how often the guest has gone through its memory in the QEMU that is connected. */
  public synchronized int sweeps() {
    return present == null ? 0 : present.sweeps();
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
