package dev.drover.hypervisor.job;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The file system of this host. */
final class FileDisk implements Disk {
  @Override
  public List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Override
  public DurableFile create(Path file) throws IOException {
    Files.deleteIfExists(file);
    return new ChannelFile(
        file,
        FileChannel.open(
            file,
            Set.of(CREATE, TRUNCATE_EXISTING, READ, WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
  }

  @Override
  public DurableFile open(Path file) throws IOException {
    return new ChannelFile(file, FileChannel.open(file, READ, WRITE));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public void force(Path folder) throws IOException {
    // Linux allows fsync on a folder that is opened for reading; nothing else makes names durable.
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    }
  }

  /**
   * A file behind a channel. Java closes a channel under a thread that is interrupted while it uses
   * it; a record must outlive such a thread, so the file is opened again and the call repeated.
   */
  private static final class ChannelFile implements DurableFile {
    private final Path file;
    private FileChannel channel;

    ChannelFile(Path file, FileChannel channel) {
      this.file = requireNonNull(file, "file is null");
      this.channel = requireNonNull(channel, "channel is null");
    }

    @Override
    public void write(ByteBuffer bytes, long position) throws IOException {
      uninterrupted(
          () -> {
            ByteBuffer rest = bytes.duplicate();
            long start = position - rest.position();
            while (rest.hasRemaining()) {
              channel.write(rest, start + rest.position());
            }
            return rest;
          });
    }

    @Override
    public void force() throws IOException {
      uninterrupted(
          () -> {
            channel.force(false);
            return channel;
          });
    }

    @Override
    public ByteBuffer read(int limit) throws IOException {
      return uninterrupted(
          () -> {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(limit, channel.size()));
            while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
              // Reads are short at most at the end of the file.
            }
            return bytes.flip();
          });
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }

    private <T> T uninterrupted(Call<T> call) throws IOException {
      boolean interrupted = Thread.interrupted();
      try {
        while (true) {
          try {
            return call.run();
          } catch (ClosedByInterruptException e) {
            interrupted |= Thread.interrupted();
            channel = FileChannel.open(file, READ, WRITE);
          }
        }
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }

    private interface Call<T> {
      T run() throws IOException;
    }
  }
}
