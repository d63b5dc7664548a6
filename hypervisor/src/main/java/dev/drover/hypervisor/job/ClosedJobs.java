package dev.drover.hypervisor.job;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.DroverException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The closed migrations of this host, one small file each. */
final class ClosedJobs {
  /** How long a closed id is refused at least (switchover.md, section 2). */
  static final Duration KEPT = Duration.ofDays(30);

  private static final int MAX_FILE = 64 << 10;

  private final Disk disk;
  private final Path folder;
  private final Map<JobKey, ClosedJob> jobs = new ConcurrentHashMap<>();
  private final Map<JobKey, DroverException> unreadable = new ConcurrentHashMap<>();

  /**
   * Reads the folder.
   *
   * @throws IOException if the folder itself cannot be read
   */
  ClosedJobs(Disk disk, Path folder) throws IOException {
    this.disk = requireNonNull(disk, "disk is null");
    this.folder = requireNonNull(folder, "folder is null");
    // The process before may have died between a rename and this: what is read here is acted upon.
    disk.force(folder);
    for (Path file : disk.list(folder)) {
      Optional<JobKey> key = JobKey.ofFile(file);
      if (key.isPresent()) {
        load(file, key.get());
      } else if (RecordFile.isUnfinished(file)) {
        disk.delete(file); // Left by a close that never came to its end.
      }
    }
  }

  private void load(Path file, JobKey key) {
    try (DurableFile open = disk.open(file)) {
      ByteBuffer bytes = open.read(MAX_FILE);
      byte[] json = new byte[bytes.remaining()];
      bytes.get(json);
      ClosedJob job = JobJson.readClosed(json);
      if (!JobKey.of(job).equals(key)) {
        throw new IOException("it speaks of migration " + job.migrationId());
      }
      jobs.put(key, job);
    } catch (IOException e) {
      unreadable.put(key, Failures.unreadable(file, e));
    }
  }

  /** Keeps a closed job; when this returns it is on disk. */
  void add(ClosedJob job) throws IOException {
    JobKey key = JobKey.of(job);
    Path file = folder.resolve(key.closedFile());
    Path unfinished = RecordFile.unfinished(file);
    try (DurableFile open = disk.create(unfinished)) {
      open.write(ByteBuffer.wrap(JobJson.write(job)), 0);
      open.force();
    }
    disk.rename(unfinished, file);
    disk.force(folder);
    jobs.put(key, job);
  }

  /** Forgets what was closed more than {@link #KEPT} ago. */
  void prune(Instant now) throws IOException {
    long oldest = now.minus(KEPT).toEpochMilli();
    for (Map.Entry<JobKey, ClosedJob> entry : List.copyOf(jobs.entrySet())) {
      if (entry.getValue().closedAtEpochMillis() < oldest) {
        disk.delete(folder.resolve(entry.getKey().closedFile()));
        jobs.remove(entry.getKey());
      }
    }
    disk.force(folder);
  }

  /**
   * Returns how a migration ended here.
   *
   * @throws DroverException RECORD_UNREADABLE if it ended, but nobody can say how
   */
  Optional<ClosedJob> find(JobKey key) {
    DroverException damage = unreadable.get(key);
    if (damage != null) {
      throw damage;
    }
    return Optional.ofNullable(jobs.get(key));
  }

  /** Returns whether the migration ended here, however. */
  boolean contains(JobKey key) {
    return jobs.containsKey(key) || unreadable.containsKey(key);
  }

  Collection<DroverException> unreadable() {
    return unreadable.values();
  }
}
