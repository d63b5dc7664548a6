package dev.drover.hypervisor.job;

import static java.util.Objects.requireNonNull;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * A file of two slots, written alternately in place, so that one whole state is on disk at every
 * moment and no write needs disk space. Not thread-safe.
 *
 * <p>On a file system that copies on write (btrfs, ZFS) a full disk can still refuse a write: space
 * cannot be set aside there.
 */
final class RecordFile implements Closeable {
  private static final int ZEROS = 64 << 10;
  private static final String UNFINISHED = ".new";

  private final DurableFile file;
  private ByteBuffer body;
  private long sequence;
  private int next;

  private RecordFile(DurableFile file, ByteBuffer body, long sequence, int next) {
    this.file = requireNonNull(file, "file is null");
    this.body = requireNonNull(body, "body is null");
    this.sequence = sequence;
    this.next = next;
  }

  /**
   * Makes the file under a temporary name and gives it its own once it is whole: a file that has
   * the name always holds a state.
   */
  static RecordFile create(Disk disk, Path path, byte[] body) throws IOException {
    Path unfinished = unfinished(path);
    DurableFile file = disk.create(unfinished);
    try {
      for (int position = 0; position < 2 * Slot.SIZE; position += ZEROS) {
        file.write(ByteBuffer.allocate(ZEROS), position);
      }
      file.write(Slot.encode(1, body), 0);
      file.force();
      file.close();
      disk.rename(unfinished, path);
      disk.force(requireNonNull(path.getParent(), "path has no folder"));
      return new RecordFile(disk.open(path), ByteBuffer.wrap(body), 1, 1);
    } catch (IOException e) {
      discard(disk, file, unfinished, e);
      throw e;
    }
  }

  /**
   * Opens a file and returns it with its newest whole state. Nobody may act on that before {@link
   * #settle}.
   *
   * @throws IOException if there is none, in words that follow the file's name
   */
  static RecordFile open(Disk disk, Path path) throws IOException {
    DurableFile file = disk.open(path);
    try {
      ByteBuffer bytes = file.read(2 * Slot.SIZE);
      Slot.Content[] slots = {slot(bytes, 0), slot(bytes, 1)};
      int newest = newest(slots);
      if (!(slots[newest] instanceof Slot.Whole whole)) {
        throw new IOException("neither of its two slots is whole");
      }
      return new RecordFile(file, whole.body(), whole.sequence(), 1 - newest);
    } catch (IOException e) {
      closeAfter(file, e);
      throw e;
    }
  }

  /** Returns the name that a file has while it is made. */
  static Path unfinished(Path path) {
    return path.resolveSibling(path.getFileName() + UNFINISHED);
  }

  /** Returns whether a file was never made to its end. */
  static boolean isUnfinished(Path path) {
    return path.toString().endsWith(UNFINISHED);
  }

  /**
   * Makes certain that the state that was found is on disk: the process that wrote it may have died
   * before it forced it, and then it stands in the page cache only.
   */
  void settle() throws IOException {
    write(body());
  }

  /** Returns the newest state that was found or written. */
  byte[] body() {
    return toArray(body);
  }

  /**
   * Writes a new state over the older one. If this throws, the new state may be on disk all the
   * same, and the next write takes its place: the last certain state is never written over.
   */
  void write(byte[] newBody) throws IOException {
    sequence++;
    file.write(Slot.encode(sequence, newBody), (long) next * Slot.SIZE);
    file.force();
    body = ByteBuffer.wrap(newBody);
    next = 1 - next;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private static Slot.Content slot(ByteBuffer bytes, int index) {
    int from = Math.min(index * Slot.SIZE, bytes.limit());
    int to = Math.min(from + Slot.SIZE, bytes.limit());
    return Slot.decode(bytes.slice(from, to - from));
  }

  private static int newest(Slot.Content[] slots) throws IOException {
    long[] sequences = new long[slots.length];
    for (int i = 0; i < slots.length; i++) {
      if (slots[i] instanceof Slot.Newer newer) {
        // Its sequence cannot be read, so it may be the newest: the other slot must not be used.
        throw new IOException(
            "its format is " + newer.format() + ", and this drover reads up to " + Slot.FORMAT);
      }
      sequences[i] = slots[i] instanceof Slot.Whole whole ? whole.sequence() : 0;
    }
    return sequences[0] >= sequences[1] ? 0 : 1;
  }

  private static byte[] toArray(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(buffer.position(), bytes);
    return bytes;
  }

  private static void discard(Disk disk, DurableFile file, Path path, IOException reason) {
    closeAfter(file, reason);
    try {
      disk.delete(path);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  private static void closeAfter(DurableFile file, IOException reason) {
    try {
      file.close();
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }
}
