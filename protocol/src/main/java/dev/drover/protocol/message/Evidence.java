package dev.drover.protocol.message;

import dev.drover.protocol.Side;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one host knows of a move and can prove: what is looked at where the outcome is not known.
 * Taken without asking QEMU or the other host anything.
 *
 * @param host UUID of the host that speaks
 * @param word the side's durable word; {@code closed: } and the result if the record is closed,
 *     {@code no record} if the host does not know the move
 * @param wordSinceEpochMillis since when, on the host's clock; null if the record does not say
 * @param qemu how QEMU was last seen, for example {@code completed}, {@code loaded} or {@code
 *     unknown}, which is a monitor that does not answer
 * @param death what proves that QEMU is dead; null if nothing does
 * @param log what QEMU's own run-state log proves
 * @param lease the domain's lease; null without a lockspace, where no lease decides
 * @param peerHeardEpochMillis when the other host was last heard over the peer link; null if never
 *     by this worker
 * @param linkDown why there is no peer link; null while there is one
 * @param peerForgot whether the other host has answered that it does not know the move
 * @param statement what a person has stated and this host has taken; null if nobody has
 */
public record Evidence(
    String host,
    Side side,
    String migrationId,
    String word,
    @Nullable Long wordSinceEpochMillis,
    String qemu,
    @Nullable Death death,
    Log log,
    @Nullable LeaseEvidence lease,
    @Nullable Long peerHeardEpochMillis,
    @Nullable String linkDown,
    boolean peerForgot,
    @Nullable Statement statement) {

  /** {@link #qemu} where no QEMU of the domain is known. */
  public static final String NO_QEMU = "none";

  /** {@link #word} of a host that does not know the move. */
  public static final String NO_RECORD = "no record";

  /** What proves a death; a pid never does. */
  public enum Death {
    /** The host has been booted since QEMU was started. */
    BOOT_ID,
    /** The lock that QEMU holds on its pidfile for as long as it lives is free. */
    PIDFILE_LOCK
  }

  /** What the run-state log that QEMU writes by itself proves. */
  public enum Log {
    /** No CPU ever ran in that QEMU. */
    NEVER_RAN,
    /** No CPU ran after the move had stopped them. */
    DID_NOT_RUN_ON,
    /** Nothing that would permit anything: it ran, or there is no log that can be trusted. */
    NO_PROOF;

    /** Returns it in words, for example {@code did not run on}. */
    public String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** Returns the evidence of a host that has no open record of a move. */
  public static Evidence withoutRecord(
      String host, Side side, String migrationId, String word, String qemu) {
    return new Evidence(
        host,
        side,
        migrationId,
        word,
        null,
        qemu,
        null,
        Log.NO_PROOF,
        null,
        null,
        null,
        false,
        null);
  }
}
