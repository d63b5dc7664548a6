package dev.drover.hypervisor.job;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file whose bytes survive a power loss once {@link #force} has returned, and not before. */
interface DurableFile extends Closeable {
  /** Writes all remaining bytes at the given position. */
  void write(ByteBuffer bytes, long position) throws IOException;

  /** Waits until all written bytes are on disk; what only describes the file may be left behind. */
  void force() throws IOException;

  /** Returns the file's first bytes, at most {@code limit} of them. */
  ByteBuffer read(int limit) throws IOException;
}
