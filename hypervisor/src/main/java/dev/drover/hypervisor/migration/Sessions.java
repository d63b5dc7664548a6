package dev.drover.hypervisor.migration;

import dev.drover.hypervisor.job.JobRecord;
import dev.drover.protocol.message.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The open migrations of this host, by migration id. Thread-safe. */
final class Sessions {
  private final ConcurrentHashMap<String, SourceSession> sources = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, DestinationSession> destinations =
      new ConcurrentHashMap<>();

  private final Object removals = new Object();

  /**
   * Held while a record is made and while an unknown id is kept as a tombstone: either the
   * migration is known here before it is asked about, or it never will be.
   */
  Object openingLock() {
    return destinations;
  }

  void add(SourceSession session) {
    sources.put(session.record().migrationId(), session);
  }

  void add(DestinationSession session) {
    destinations.put(session.record().migrationId(), session);
  }

  Optional<SourceSession> source(String migrationId) {
    return Optional.ofNullable(sources.get(migrationId));
  }

  Optional<DestinationSession> destination(String migrationId) {
    return Optional.ofNullable(destinations.get(migrationId));
  }

  void remove(SourceSession session) {
    sources.remove(session.record().migrationId(), session);
    told();
  }

  void remove(DestinationSession session) {
    destinations.remove(session.record().migrationId(), session);
    told();
  }

  private void told() {
    synchronized (removals) {
      removals.notifyAll();
    }
  }

  /**
   * Waits for the end of an earlier migration of a domain that is decided, and of which one of the
   * hosts has yet to hear: a guest that has just arrived may be sent on.
   */
  void awaitSettled(String domain, String newMigrationId, Duration patience) {
    on(domain)
        .filter(record -> !record.migrationId().equals(newMigrationId))
        .filter(Records::isDecided)
        .ifPresent(record -> awaitEnd(record.migrationId(), patience));
  }

  /** Waits until a migration has no open record here any more, or for as long as given. */
  void awaitEnd(String migrationId, Duration patience) {
    long limit = System.nanoTime() + patience.toNanos();
    synchronized (removals) {
      long left = patience.toMillis();
      while (left > 0
          && (sources.containsKey(migrationId) || destinations.containsKey(migrationId))) {
        try {
          removals.wait(left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
        left = (limit - System.nanoTime()) / 1_000_000;
      }
    }
  }

  /** Returns how many moves are coming in. */
  int incoming() {
    return (int) destinations.values().stream().filter(one -> !one.record().debt()).count();
  }

  /** Returns the open record that holds a domain, whichever side this host is. */
  Optional<JobRecord> on(String domain) {
    return of(domain).filter(record -> !record.debt()).findFirst();
  }

  /** Returns an open record that a domain has left behind. */
  Optional<JobRecord> debtOf(String domain) {
    return of(domain).filter(JobRecord::debt).findFirst();
  }

  private Stream<JobRecord> of(String domain) {
    return records().stream().filter(record -> record.domain().equals(domain));
  }

  /** Returns the open source session on a domain. */
  Optional<SourceSession> sourceOf(String domain) {
    return sources.values().stream()
        .filter(session -> session.record().domain().equals(domain) && !session.record().debt())
        .findFirst();
  }

  /** Returns the open destination session on a domain. */
  Optional<DestinationSession> destinationOf(String domain) {
    return destinations.values().stream()
        .filter(session -> session.record().domain().equals(domain))
        .findFirst();
  }

  /** Returns all open records. */
  List<JobRecord> records() {
    List<JobRecord> records = new ArrayList<>();
    sources.values().forEach(session -> records.add(session.record()));
    destinations.values().forEach(session -> records.add(session.record()));
    return records;
  }

  /** Returns all open moves as they stand. */
  List<MoveView> views() {
    List<MoveView> views = new ArrayList<>();
    sources
        .values()
        .forEach(
            session ->
                views.add(
                    new MoveView(session.record(), session.word().isFinal(), session.progress())));
    destinations
        .values()
        .forEach(
            session ->
                views.add(new MoveView(session.record(), session.word().isFinal(), Progress.NONE)));
    return views;
  }

  /** Stops all sessions; records, QEMUs and transfers stay as they are. */
  void close() {
    sources.values().forEach(SourceSession::close);
    destinations.values().forEach(DestinationSession::close);
  }
}
