package dev.drover.protocol.message;

import dev.drover.protocol.Side;

/** Asks one side of a move what it knows and can prove; changes nothing. */
public record EvidenceCall(String migrationId, String domain, Side side) {}
