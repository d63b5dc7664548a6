package dev.drover.starter.top;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.starter.job.Glance;
import dev.drover.starter.job.HostRef;
import dev.drover.starter.job.Job;
import dev.drover.starter.job.JobKey;
import dev.drover.starter.job.JobStatus;
import dev.drover.starter.job.Jobs;
import dev.drover.starter.job.Listed;
import dev.drover.starter.job.PendingCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All moves that run, and those that have ended within the last moments. A look costs one list and
 * one short question for each move, several at a time; what never changes is read once. Not
 * thread-safe.
 */
public final class MoveBoard {
  /** How long a move stays after its end: long enough to read how it went. */
  public static final Duration STAYS = Duration.ofSeconds(10);

  private final Jobs jobs;
  private final Executor parallel;
  private final LongSupplier clockMillis;
  private final Map<JobKey, Entry> entries = new HashMap<>();
  private boolean looked;

  /**
   * Makes an empty board.
   *
   * @param parallel asks about the moves; its threads bound how many at a time
   * @param clockMillis this machine's clock, since 1970
   */
  public MoveBoard(Jobs jobs, Executor parallel, LongSupplier clockMillis) {
    this.jobs = requireNonNull(jobs, "jobs is null");
    this.parallel = requireNonNull(parallel, "parallel is null");
    this.clockMillis = requireNonNull(clockMillis, "clockMillis is null");
  }

  /** What a look has found; empty if the server knows the move no more. */
  private record Found(JobKey key, Optional<Entry> entry) {}

  /** What is known of a move. */
  private record Entry(Job job, Glance glance, @Nullable Long seenEndedAtMillis) {}

  /**
   * Looks at all moves.
   *
   * @return those that run by their start, then those that have ended
   * @throws DroverException SERVER_UNREACHABLE
   */
  public List<Move> look() {
    long now = clockMillis.getAsLong();
    long lately = now - STAYS.toMillis();
    Set<JobKey> wanted = new LinkedHashSet<>();
    jobs.moves(lately).stream().map(Listed::key).forEach(wanted::add);
    entries.forEach(
        (key, entry) -> {
          if (entry.job().status() == JobStatus.RUNNING) {
            // Its end may not be in the server's list yet, or never come into it.
            wanted.add(key);
          }
        });
    List<CompletableFuture<Found>> asked = new ArrayList<>();
    for (JobKey key : wanted) {
      @Nullable Entry known = entries.get(key);
      if (known == null || known.seenEndedAtMillis() == null) {
        asked.add(
            CompletableFuture.supplyAsync(() -> new Found(key, ask(key, known, now)), parallel));
      }
    }
    asked.forEach(answer -> keep(answer, now));
    entries
        .values()
        .removeIf(entry -> entry.seenEndedAtMillis() != null && entry.seenEndedAtMillis() < lately);
    looked = true;
    return entries.values().stream()
        .sorted(
            Comparator.comparing((Entry entry) -> entry.seenEndedAtMillis() != null)
                .thenComparing(entry -> entry.job().startedAtEpochMillis())
                .thenComparing(entry -> entry.job().key().runId()))
        .map(entry -> move(entry, now))
        .toList();
  }

  private Optional<Entry> ask(JobKey key, @Nullable Entry known, long now) {
    try {
      Glance glance = jobs.glance(key);
      boolean ended = glance.status() != JobStatus.RUNNING;
      Job job =
          known == null || known.job().name() == null || ended
              ? jobs.story(key).job()
              : known.job();
      return Optional.of(new Entry(job, glance, ended ? (Long) now : null));
    } catch (DroverException failure) {
      if (failure.code() == FailureCode.UNKNOWN_JOB) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  private void keep(CompletableFuture<Found> answer, long now) {
    try {
      Found found = answer.join();
      found
          .entry()
          .filter(entry -> isNews(entry, now))
          .ifPresentOrElse(
              entry -> entries.put(found.key(), entry), () -> entries.remove(found.key()));
    } catch (CompletionException e) {
      if (e.getCause() instanceof DroverException failure) {
        throw failure;
      }
      throw e;
    }
  }

  /** What had ended long before the first look is no news, whatever list it came from. */
  private boolean isNews(Entry entry, long now) {
    Long endedAt = entry.job().endedAtEpochMillis();
    return looked || endedAt == null || now - endedAt <= STAYS.toMillis();
  }

  private static Move move(Entry entry, long now) {
    Job job = entry.job();
    Optional<PendingCall> call =
        entry.glance().calls().stream().filter(one -> !one.step().equals("abort")).findFirst();
    long until = job.endedAtEpochMillis() == null ? now : job.endedAtEpochMillis();
    return new Move(
        job.key().runId(),
        job.domain(),
        job.name() == null ? String.valueOf(job.domain()) : job.name(),
        name(job.from()),
        name(job.to()),
        job.status(),
        unknown(entry) ? Move.UNKNOWN : call.map(PendingCall::step).orElse("waiting"),
        call.map(PendingCall::attempt).orElse(0),
        call.map(PendingCall::progress).orElse(null),
        Math.max(0, until - job.startedAtEpochMillis()),
        call.map(PendingCall::progress).map(Move::blackout).orElse(null),
        call.map(PendingCall::failureReason).orElse(null),
        job.failure(),
        job.statistics());
  }

  /** A workflow asks for evidence, and for a final word, only while nobody can say. */
  private static boolean unknown(Entry entry) {
    return entry.glance().calls().stream()
        .anyMatch(call -> call.step().equals("outcome") || call.step().equals("evidence"));
  }

  private static String name(@Nullable HostRef host) {
    return host == null ? "?" : host.nameOrId();
  }
}
