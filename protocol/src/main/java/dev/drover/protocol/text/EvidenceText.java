package dev.drover.protocol.text;

import dev.drover.protocol.message.Evidence;
import dev.drover.protocol.message.LeaseEvidence;
import java.util.LinkedHashMap;
import java.util.Map;

/** A host's evidence in words, the same on the command line and in Temporal's page. */
public final class EvidenceText {
  private EvidenceText() {}

  /** Returns one sentence for each kind of evidence, by a short name, in the order to read them. */
  public static Map<String, String> of(Evidence evidence) {
    Map<String, String> said = new LinkedHashMap<>();
    said.put("word", word(evidence));
    said.put("qemu", qemu(evidence));
    said.put(
        "log",
        switch (evidence.log()) {
          case NEVER_RAN, DID_NOT_RUN_ON -> evidence.log().words() + ", by QEMU's own log";
          case NO_PROOF -> "no proof: it ran, or left no log that can be trusted";
        });
    LeaseEvidence lease = evidence.lease();
    said.put(
        "lease",
        lease == null
            ? "no lockspace, so no lease decides"
            : lease.sentence() + (lease.epoch() == 0 ? "" : ", epoch " + lease.epoch()));
    said.put("peer", peer(evidence));
    if (evidence.statement() != null) {
      said.put("stated", evidence.statement().sentence());
    }
    return said;
  }

  private static String word(Evidence evidence) {
    Long since = evidence.wordSinceEpochMillis();
    return since == null
        ? evidence.word()
        : "%s since %s".formatted(evidence.word(), Amounts.moment(since));
  }

  private static String qemu(Evidence evidence) {
    if (evidence.death() == null) {
      return evidence.qemu().equals("unknown")
          ? "no answer, and no proof that it is dead"
          : "last seen " + evidence.qemu();
    }
    return switch (evidence.death()) {
      case BOOT_ID -> "dead: the host has been booted since it was started";
      case PIDFILE_LOCK -> "dead: the lock on its pidfile is free";
    };
  }

  private static String peer(Evidence evidence) {
    Long heard = evidence.peerHeardEpochMillis();
    String when =
        heard == null ? "not heard by this worker" : "last heard " + Amounts.moment(heard);
    String link = evidence.linkDown() == null ? "" : "; no link: " + evidence.linkDown();
    return when
        + link
        + (evidence.peerForgot() ? "; it answers that it does not know the move" : "");
  }
}
