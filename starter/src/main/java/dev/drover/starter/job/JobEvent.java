package dev.drover.starter.job;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a job.
 *
 * @param atEpochMicros when; on the server's clock, except for {@link Kind#GUEST_STOPPED} and
 *     {@link Kind#GUEST_RAN}, which the source has timed
 * @param step the step that it belongs to, for example {@code prepare} or {@code finish
 *     (cancelled)}; null if it belongs to none
 * @param host the host that it happened on; null if on none
 * @param phase where that host's job record stood, in libvirt's spelling; null if it has none
 * @param word the host's durable word, as far as its answer tells; null if it tells none
 * @param attempt how often the step had been given to a worker, from 1; 0 where that says nothing
 * @param worker the process that did it, as Temporal names it; null if none
 * @param failure null if nothing failed
 * @param text what happened, for people
 */
public record JobEvent(
    long atEpochMicros,
    Kind kind,
    @Nullable String step,
    @Nullable HostRef host,
    @Nullable String phase,
    @Nullable String word,
    int attempt,
    @Nullable String worker,
    @Nullable FailureCode failure,
    String text) {
  public JobEvent {
    requireNonNull(kind, "kind is null");
    requireNonNull(text, "text is null");
  }

  /** What sort of thing happened. */
  public enum Kind {
    /** Somebody asked for the job. */
    REQUESTED,
    /** A host was asked to do a step. */
    CALLED,
    /** A host's worker took a step that had failed, or not been answered, before. */
    TAKEN_AGAIN,
    /** A host answered. */
    ANSWERED,
    /** A host refused, or failed. */
    FAILED,
    /** Nobody took a step, or nobody answered in time. */
    NO_ANSWER,
    /** The job waits before it calls again. */
    WAITING,
    /** The source's CPUs stopped. */
    GUEST_STOPPED,
    /** The source heard that the guest runs on the destination. */
    GUEST_RAN,
    /** Somebody wanted the job to be given up. */
    ABORT_REQUESTED,
    /** Whoever wanted that was answered. */
    ABORT_ANSWERED,
    /** A person stated what is known of a host that does not answer. */
    STATED,
    /** Whoever stated that was answered. */
    STATEMENT_ANSWERED,
    /** What is left to do was handed to another workflow. */
    OWED,
    /** A coordinator did not carry the job on; another does. */
    COORDINATOR_LOST,
    /** The job is over. */
    ENDED
  }
}
