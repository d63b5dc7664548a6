package dev.drover.hypervisor.job;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.Side;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps each open record in a file of its own (switchover.md, section 7), named {@code <migration
 * id>.<side>.job}, and each closed id in a small one. Records do not wait for each other: a write
 * costs one forced write in place. Thread-safe.
 */
public final class FileJobStore implements JobStore, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FileJobStore.class);

  private final Disk disk;
  private final Path folder;
  private final ClosedJobs closedJobs;
  private final Map<JobKey, OpenRecord> records = new ConcurrentHashMap<>();
  private final Map<JobKey, DroverException> unreadable = new ConcurrentHashMap<>();

  /** Taken to make and to remove files, never to write a word. */
  private final Object names = new Object();

  private FileJobStore(Disk disk, Path folder, ClosedJobs closedJobs) {
    this.disk = requireNonNull(disk, "disk is null");
    this.folder = requireNonNull(folder, "folder is null");
    this.closedJobs = requireNonNull(closedJobs, "closedJobs is null");
  }

  /**
   * Reads the store, finishes what a crash has cut short, and forgets ids that were closed more
   * than 30 days ago.
   *
   * @param state locked by this process, which must keep it until this store is closed
   * @throws DroverException STORAGE_FAILED if a folder cannot be read; a record that cannot be read
   *     is no reason, see {@link #unreadable()}
   */
  public static FileJobStore open(StateFolder state, InstantSource clock) {
    return open(new FileDisk(), state.jobs(), state.closed(), clock);
  }

  static FileJobStore open(Disk disk, Path folder, Path closedFolder, InstantSource clock) {
    try {
      FileJobStore store = new FileJobStore(disk, folder, new ClosedJobs(disk, closedFolder));
      store.load();
      store.closedJobs.prune(clock.instant());
      return store;
    } catch (IOException e) {
      throw Failures.storage("The job records in " + folder + " cannot be read", e);
    }
  }

  private void load() throws IOException {
    for (Path file : disk.list(folder)) {
      Optional<JobKey> key = JobKey.ofFile(file);
      if (key.isPresent() && !closedJobs.contains(key.get())) {
        load(file, key.get());
      } else if (key.isPresent() || RecordFile.isUnfinished(file)) {
        // A crash stood between the two steps of closing it, or before its creation had returned.
        LOG.info("Removing {}: its job is closed, or was never opened.", file);
        disk.delete(file);
      } else {
        LOG.warn("Leaving {} alone: it is no job record.", file);
      }
    }
    disk.force(folder);
  }

  private void load(Path path, JobKey key) {
    try {
      RecordFile file = RecordFile.open(disk, path);
      try {
        JobRecord record = JobJson.readRecord(file.body());
        if (!JobKey.of(record).equals(key)) {
          throw new IOException(
              "it speaks of migration " + record.migrationId() + ", " + record.side());
        }
        file.settle();
        records.put(key, new OpenRecord(path, file, record));
      } catch (IOException e) {
        file.close();
        throw e;
      }
    } catch (IOException e) {
      unreadable.put(key, Failures.unreadable(path, e));
    }
  }

  @Override
  public List<JobRecord> open() {
    return records.values().stream().map(OpenRecord::current).toList();
  }

  @Override
  public List<DroverException> unreadable() {
    List<DroverException> all = new ArrayList<>(unreadable.values());
    all.addAll(closedJobs.unreadable());
    return List.copyOf(all);
  }

  @Override
  public void create(JobRecord record) {
    JobKey key = JobKey.of(record).checked();
    byte[] json = encode(record);
    synchronized (names) {
      refuseUnreadable(key);
      refuseClosed(key);
      OpenRecord present = records.get(key);
      if (present == null) {
        Path path = folder.resolve(key.recordFile());
        try {
          records.put(key, new OpenRecord(path, RecordFile.create(disk, path, json), record));
        } catch (IOException e) {
          throw Failures.storage("The job record " + path + " cannot be made", e);
        }
      } else if (!present.current().equals(record)) {
        throw new DroverException(
            FailureCode.INTERNAL,
            "Migration " + key.migrationId() + " has an open record already, with other content.");
      }
    }
  }

  @Override
  public void write(JobRecord record) {
    JobKey key = JobKey.of(record);
    byte[] json = encode(record);
    refuseUnreadable(key);
    OpenRecord present = records.get(key);
    if (present == null || !present.write(record, json)) {
      refuseClosed(key);
      throw new DroverException(
          FailureCode.NOT_MIGRATING,
          "Migration " + key.migrationId() + " has no open record on this host.");
    }
  }

  @Override
  public void close(ClosedJob closed) {
    JobKey key = JobKey.of(closed).checked();
    synchronized (names) {
      refuseUnreadable(key);
      try {
        if (closedJobs.find(key).isEmpty()) {
          closedJobs.add(closed);
        }
        OpenRecord present = records.remove(key);
        if (present != null) {
          present.close();
        }
        // Also without a record in memory: a close before this one may have failed right here.
        disk.delete(folder.resolve(key.recordFile()));
        disk.force(folder);
      } catch (IOException e) {
        throw Failures.storage(
            "Migration " + key.migrationId() + " cannot be closed in " + folder, e);
      }
    }
  }

  @Override
  public Optional<ClosedJob> closed(String migrationId, Side side) {
    return closedJobs.find(new JobKey(migrationId, side));
  }

  /** Closes the files. The records stay as they are on disk. */
  @Override
  public void close() {
    synchronized (names) {
      for (OpenRecord record : records.values()) {
        try {
          record.close();
        } catch (IOException e) {
          LOG.warn("Closing {} failed; what was written to it is on disk.", record.path, e);
        }
      }
      records.clear();
    }
  }

  private void refuseUnreadable(JobKey key) {
    DroverException damage = unreadable.get(key);
    if (damage != null) {
      throw damage;
    }
  }

  private void refuseClosed(JobKey key) {
    closedJobs
        .find(key)
        .ifPresent(
            closed -> {
              throw new DroverException(
                  FailureCode.STALE_MIGRATION,
                  "Migration " + key.migrationId() + " is over on this host: " + closed.result());
            });
  }

  private static byte[] encode(JobRecord record) {
    byte[] json;
    try {
      json = JobJson.write(record);
    } catch (IOException e) {
      throw Failures.storage(describe(record) + " cannot be written", e);
    }
    if (json.length > Slot.MAX_BODY) {
      throw new DroverException(
          FailureCode.STORAGE_FAILED,
          describe(record)
              + " has "
              + json.length
              + " bytes and its slot "
              + Slot.MAX_BODY
              + "; nothing was written.");
    }
    return json;
  }

  private static String describe(JobRecord record) {
    return "The job record of domain "
        + record.name()
        + " (migration "
        + record.migrationId()
        + ")";
  }

  /** A record and its file. */
  private static final class OpenRecord {
    private final Path path;
    private final RecordFile file;
    private volatile JobRecord current;
    private boolean closed;

    OpenRecord(Path path, RecordFile file, JobRecord current) {
      this.path = requireNonNull(path, "path is null");
      this.file = requireNonNull(file, "file is null");
      this.current = requireNonNull(current, "current is null");
    }

    JobRecord current() {
      return current;
    }

    /** Returns false if the record was closed in the meantime; nothing was written then. */
    synchronized boolean write(JobRecord record, byte[] json) {
      if (closed) {
        return false;
      }
      try {
        file.write(json);
      } catch (IOException e) {
        throw Failures.storage(describe(record) + " cannot be written to " + path, e);
      }
      current = record;
      return true;
    }

    synchronized void close() throws IOException {
      closed = true;
      file.close();
    }
  }
}
