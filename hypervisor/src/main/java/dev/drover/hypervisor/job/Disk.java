package dev.drover.hypervisor.job;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The little that the store asks of a file system. Tests put a disk in its place that forgets
 * whatever was not forced.
 */
interface Disk {
  /** Returns the files of a folder in the order of their names. */
  List<Path> list(Path folder) throws IOException;

  /** Makes an empty file that only its owner may read; a file of that name is replaced. */
  DurableFile create(Path file) throws IOException;

  /** Opens a file for reading and writing. */
  DurableFile open(Path file) throws IOException;

  /** Gives a file another name at once; a file of that name is replaced. */
  void rename(Path from, Path to) throws IOException;

  /** Removes a file; one that is not there is no error. */
  void delete(Path file) throws IOException;

  /** Waits until the folder's list of names is on disk. */
  void force(Path folder) throws IOException;
}
