package dev.drover.protocol.cookie;

import org.jspecify.annotations.Nullable;

/**
 * What a lock manager hands to its twin on the other host.
 *
 * @param driver the lock manager's name, for example {@code sanlock}; both hosts must use the same
 * @param leases opaque to everyone but the lock manager; null if it holds none
 */
public record LockState(String driver, @Nullable String leases) {}
