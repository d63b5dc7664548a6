package dev.drover.hypervisor.job;

import static java.util.Objects.requireNonNull;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A disk in memory that keeps only what was forced when its power fails, and of the rest whatever
 * the test says. Its power can be made to fail at each operation in turn.
 */
final class ForgettingDisk implements Disk {
  /** Which of the bytes that were written, but not forced, a power loss leaves behind. */
  enum Unforced {
    NOTHING,
    EVERYTHING,
    FIRST_HALF,
    SECOND_HALF
  }

  /** Thrown in the operation at which the power fails, and in all later ones. */
  static final class PowerLoss extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final Map<Path, Content> names = new TreeMap<>();
  private final Map<Path, Content> forcedNames = new TreeMap<>();
  private int operations;
  private int lastOperation = Integer.MAX_VALUE;
  private int failingForces;
  private boolean full;

  /** Lets this many operations happen; the power fails in the next one. */
  void failPowerAfter(int count) {
    lastOperation = operations + count;
  }

  /** Lets everything happen again: what failed was not the power, but the process. */
  void restorePower() {
    lastOperation = Integer.MAX_VALUE;
  }

  /** Lets the next forces of file contents fail; the bytes are on their way all the same. */
  void failForces(int count) {
    failingForces = count;
  }

  /** Refuses new files and growing files from now on. */
  void fill() {
    full = true;
  }

  /** Writes over bytes as a failing medium would, on disk at once. */
  void damage(Path file, int position, byte[] bytes) {
    Content content = requireNonNull(names.get(file), "no such file");
    System.arraycopy(bytes, 0, content.current, position, bytes.length);
    content.forced = content.current.clone();
  }

  /** Returns the disk as the next boot finds it. */
  ForgettingDisk afterPowerLoss(Unforced bytes, boolean unforcedNames) {
    ForgettingDisk next = new ForgettingDisk();
    (unforcedNames ? names : forcedNames)
        .forEach((path, content) -> next.names.put(path, content.survivor(bytes)));
    next.forcedNames.putAll(next.names);
    return next;
  }

  @Override
  public List<Path> list(Path folder) {
    return names.keySet().stream().filter(path -> folder.equals(path.getParent())).toList();
  }

  @Override
  public DurableFile create(Path file) throws IOException {
    operation();
    if (full) {
      throw new IOException("No space left on device");
    }
    Content content = new Content();
    names.put(file, content);
    return new File(content);
  }

  @Override
  public DurableFile open(Path file) throws IOException {
    Content content = names.get(file);
    if (content == null) {
      throw new FileNotFoundException(file.toString());
    }
    return new File(content);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    operation();
    Content content = names.remove(from);
    if (content == null) {
      throw new FileNotFoundException(from.toString());
    }
    names.put(to, content);
  }

  @Override
  public void delete(Path file) {
    operation();
    names.remove(file);
  }

  @Override
  public void force(Path folder) {
    operation();
    forcedNames.keySet().removeIf(path -> folder.equals(path.getParent()));
    list(folder).forEach(path -> forcedNames.put(path, names.get(path)));
  }

  private void operation() {
    if (operations >= lastOperation) {
      throw new PowerLoss();
    }
    operations++;
  }

  private static final class Content {
    private byte[] current = new byte[0];
    private byte[] forced = new byte[0];

    Content survivor(Unforced bytes) {
      int first = Math.max(0, Arrays.mismatch(current, forced));
      int middle = first + (current.length - first) / 2;
      if (current.length == forced.length) {
        int last = current.length;
        while (last > first && current[last - 1] == forced[last - 1]) {
          last--;
        }
        middle = first + (last - first) / 2;
      }
      byte[] padded = Arrays.copyOf(forced, current.length);
      Content survivor = new Content();
      survivor.current =
          switch (bytes) {
            case NOTHING -> forced.clone();
            case EVERYTHING -> current.clone();
            case FIRST_HALF -> splice(current, padded, middle);
            case SECOND_HALF -> splice(padded, current, middle);
          };
      survivor.forced = survivor.current.clone();
      return survivor;
    }

    private static byte[] splice(byte[] front, byte[] back, int middle) {
      byte[] spliced = back.clone();
      System.arraycopy(front, 0, spliced, 0, middle);
      return spliced;
    }
  }

  private final class File implements DurableFile {
    private final Content content;

    File(Content content) {
      this.content = content;
    }

    @Override
    public void write(ByteBuffer bytes, long position) throws IOException {
      operation();
      int end = (int) position + bytes.remaining();
      if (end > content.current.length) {
        if (full) {
          throw new IOException("No space left on device");
        }
        content.current = Arrays.copyOf(content.current, end);
      }
      bytes.get(bytes.position(), content.current, (int) position, bytes.remaining());
    }

    @Override
    public void force() throws IOException {
      operation();
      if (failingForces > 0) {
        failingForces--;
        throw new IOException("Input/output error");
      }
      content.forced = content.current.clone();
    }

    @Override
    public ByteBuffer read(int limit) {
      return ByteBuffer.wrap(
          Arrays.copyOf(content.current, Math.min(limit, content.current.length)));
    }

    @Override
    public void close() {}
  }
}
