package dev.drover.hypervisor.job;

import dev.drover.protocol.JobKind;
import dev.drover.protocol.Phase;
import dev.drover.protocol.Side;
import dev.drover.protocol.message.Cookie;
import dev.drover.protocol.message.MigrationOptions;
import dev.drover.protocol.message.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one side must still know of a migration after its worker, its host or its disk's power died.
 * Written before each effect. Records are immutable; a change is a new record under the same
 * migration id and side.
 *
 * @param version of this format, see {@link #VERSION}
 * @param migrationId the workflow's run id
 * @param domain the domain's UUID
 * @param name the domain's name
 * @param peerHost UUID of the other host: frames count only from there
 * @param phase never goes backwards
 * @param word the side's switchover word
 * @param guestPaused the guest was paused by its user when it was stopped, and stays so (noted when
 *     the move begins, fixed at the stop)
 * @param persistent whether the domain's definition goes with it
 * @param bootId the host's boot id when the record was made: another one proves that its QEMU is
 *     dead
 * @param startedAtEpochMillis when the record was made
 * @param peerAddress {@code host:port} where the other host's worker takes links, null until it is
 *     known
 * @param dataUri where the waiting QEMU listens, null until it is known
 * @param commit cookie #3, which COMMIT carries, null until the source has armed itself
 * @param answer the final answer as far as it is known: {@code committed} or {@code cancelled},
 *     else null
 * @param reason why it failed or was cancelled, null if it did not
 * @param leased whether a domain lease on shared storage decides who runs
 * @param destinationStatedDead whether a person stated so and the source acted on it
 * @param transferStarted whether QEMU was told to migrate
 * @param wordSinceEpochMillis when the word was written, for people; 0 in the files of older
 *     versions
 * @param statement what a person has stated and this side has acted on, null if nobody has
 * @param debt whether the domain has gone on without it: its word is final and was seen to be
 *     followed, and only the other host is still to hear of it
 * @param resources what was made on this host for the job, in the order of making: clean-up walks
 *     it backwards
 */
public record JobRecord(
    int version,
    String migrationId,
    Side side,
    JobKind kind,
    String domain,
    String name,
    String peerHost,
    Phase phase,
    String word,
    boolean guestPaused,
    boolean persistent,
    String bootId,
    long startedAtEpochMillis,
    MigrationOptions options,
    @Nullable String peerAddress,
    @Nullable String dataUri,
    @Nullable Cookie commit,
    @Nullable String answer,
    @Nullable String reason,
    boolean leased,
    boolean destinationStatedDead,
    boolean transferStarted,
    long wordSinceEpochMillis,
    @Nullable Statement statement,
    boolean debt,
    List<String> resources) {

  /** The version that this drover writes; a record with a larger one is held, never guessed at. */
  public static final int VERSION = 1;

  public JobRecord {
    resources = List.copyOf(resources);
  }

  /** Returns the record of a migration that begins here: nothing is known yet of its transfer. */
  public static JobRecord opened(
      String migrationId,
      Side side,
      JobKind kind,
      String domain,
      String name,
      String peerHost,
      Phase phase,
      String word,
      boolean guestPaused,
      boolean persistent,
      String bootId,
      MigrationOptions options,
      boolean leased,
      List<String> resources) {
    return new JobRecord(
        VERSION,
        migrationId,
        side,
        kind,
        domain,
        name,
        peerHost,
        phase,
        word,
        guestPaused,
        persistent,
        bootId,
        System.currentTimeMillis(),
        options,
        null,
        null,
        null,
        null,
        null,
        leased,
        false,
        false,
        System.currentTimeMillis(),
        null,
        false,
        resources);
  }

  /**
   * Returns this record with a new switchover state.
   *
   * @param next the phase that the word belongs to; an earlier phase than the present one is
   *     ignored
   * @param why kept only if there is no reason yet: the first error wins
   */
  public JobRecord decided(
      Phase next,
      String newWord,
      boolean paused,
      @Nullable String newAnswer,
      @Nullable String why,
      boolean statedDead) {
    return copy(
        next,
        newWord,
        paused,
        peerAddress,
        dataUri,
        commit,
        newAnswer,
        reason == null ? why : reason,
        statedDead,
        transferStarted,
        statement);
  }

  /** Returns this record with the bytes that COMMIT carries. */
  public JobRecord withCommit(Cookie cookie) {
    return copy(
        phase,
        word,
        guestPaused,
        peerAddress,
        dataUri,
        cookie,
        answer,
        reason,
        destinationStatedDead,
        transferStarted,
        statement);
  }

  /** Returns this record with what a person has stated. */
  public JobRecord withStatement(Statement stated) {
    return copy(
        phase,
        word,
        guestPaused,
        peerAddress,
        dataUri,
        commit,
        answer,
        reason,
        destinationStatedDead,
        transferStarted,
        stated);
  }

  /** Returns this record with the addresses of a transfer; on the source it is about to start. */
  public JobRecord withTransfer(Phase next, @Nullable String peer, String data, boolean started) {
    return copy(
        next,
        word,
        guestPaused,
        peer,
        data,
        commit,
        answer,
        reason,
        destinationStatedDead,
        started,
        statement);
  }

  /** Returns this record with where the other host's worker takes links. */
  public JobRecord withPeer(@Nullable String peer) {
    return copy(
        phase,
        word,
        guestPaused,
        peer,
        dataUri,
        commit,
        answer,
        reason,
        destinationStatedDead,
        transferStarted,
        statement);
  }

  /** Returns this record as one that holds the domain no longer, and touches nothing of it. */
  public JobRecord asDebt() {
    return new JobRecord(
        version,
        migrationId,
        side,
        kind,
        domain,
        name,
        peerHost,
        phase,
        word,
        guestPaused,
        persistent,
        bootId,
        startedAtEpochMillis,
        options,
        peerAddress,
        dataUri,
        commit,
        answer,
        reason,
        leased,
        destinationStatedDead,
        transferStarted,
        wordSinceEpochMillis,
        statement,
        true,
        resources);
  }

  private JobRecord copy(
      Phase next,
      String newWord,
      boolean paused,
      @Nullable String peer,
      @Nullable String data,
      @Nullable Cookie newCommit,
      @Nullable String newAnswer,
      @Nullable String newReason,
      boolean statedDead,
      boolean started,
      @Nullable Statement stated) {
    return new JobRecord(
        version,
        migrationId,
        side,
        kind,
        domain,
        name,
        peerHost,
        phase.mayBecome(next) ? next : phase,
        newWord,
        paused,
        persistent,
        bootId,
        startedAtEpochMillis,
        options,
        peer,
        data,
        newCommit,
        newAnswer,
        newReason,
        leased,
        statedDead,
        started,
        newWord.equals(word) ? wordSinceEpochMillis : System.currentTimeMillis(),
        stated,
        debt,
        resources);
  }
}
