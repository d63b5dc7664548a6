package dev.drover.protocol.message;

import dev.drover.protocol.DomainState;
import org.jspecify.annotations.Nullable;

/**
 * How the source's side ended.
 *
 * @param state what the domain does on the source now
 * @param statistics the transfer's numbers, now complete; null if there was none
 */
public record ConfirmResult(DomainState state, @Nullable Statistics statistics) {}
