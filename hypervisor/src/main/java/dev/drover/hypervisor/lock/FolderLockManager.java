package dev.drover.hypervisor.lock;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Leases in a folder on the storage that the hosts share; see {@link Lockspace}. Each call reads
 * the lease, decides, and adds the next entry; if another host was faster it reads and decides
 * anew. Nothing is kept in memory. Thread-safe.
 */
public final class FolderLockManager implements LockManager {
  /** Hosts that change one lease at the same time are few; more rounds than this are a defect. */
  private static final int ROUNDS = 100;

  /** File systems that other machines can have mounted, as Linux names them. */
  private static final Set<String> SHARED =
      Set.of("nfs", "nfs4", "cifs", "smb3", "ceph", "gfs2", "ocfs2", "lustre", "gpfs", "9p");

  private final Lockspace space;
  private final String host;
  private final String hostName;
  private final InstantSource clock;

  /**
   * @param folder on shared storage, with a file {@code lockspace-id}
   * @param host UUID of this host
   * @param hostName what people call it
   * @throws DroverException INVALID_CONFIGURATION if the folder is no lockspace
   */
  public FolderLockManager(Path folder, String host, String hostName, InstantSource clock) {
    this.space = Lockspace.open(folder);
    this.host = requireNonNull(host, "host is null");
    this.hostName = requireNonNull(hostName, "hostName is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  @Override
  public String protection() {
    String kind = fileSystem();
    String of = "Leases in lockspace %s at %s (%s)".formatted(space.id(), space.folder(), kind);
    return SHARED.contains(kind) || kind.startsWith("fuse.")
        ? of + ": no second host of this lockspace starts a domain that one of them owns."
        : of + ": this file system looks local, and then they exclude no other machine.";
  }

  private String fileSystem() {
    try {
      return Files.getFileStore(space.folder()).type().toLowerCase(Locale.ROOT);
    } catch (IOException e) {
      return "unknown file system";
    }
  }

  @Override
  public Optional<String> space() {
    return Optional.of(space.id());
  }

  @Override
  public void claim(String domain, String name) {
    boolean claimed =
        change(
            domain,
            lease -> {
              if (lease == null || lease.state() == LeaseState.FREE) {
                return Move.to(owned(null));
              }
              if (lease.isOwnedBy(host)) {
                return Move.done(true);
              }
              return lease.isHandedOverBy(host) || lease.isHandedBackTo(host)
                  ? Move.to(owned(null))
                  : Move.done(false);
            });
    if (!claimed) {
      throw new DroverException(
          FailureCode.DOMAIN_LEASED,
          "Domain %s cannot run on host %s: of its lease, %s."
              .formatted(
                  name,
                  hostName,
                  find(domain).map(Lease::sentence).orElse("somebody else is faster")));
    }
  }

  @Override
  public boolean take(String domain, String migrationId) {
    return change(
        domain,
        lease -> {
          if (lease != null && lease.isOwnedBy(host)) {
            return Move.done(true);
          }
          return lease != null && lease.isHandedOverTo(host) && lease.isInMove(migrationId)
              ? Move.to(owned(migrationId))
              : Move.done(false);
        });
  }

  @Override
  public void handOver(String domain, String migrationId, String heir) {
    change(
        domain,
        lease -> {
          boolean mine =
              lease != null
                  && (lease.isOwnedBy(host)
                      || lease.isHandedBackTo(host)
                      || lease.isHandedOverBy(host));
          boolean done = lease != null && lease.isHandedOverBy(host) && lease.isInMove(migrationId);
          // A lease that is not this host's stays as it is: then the heir will not get it either.
          return mine && !done
              ? Move.to(entry(LeaseState.HANDING_OVER, heir, migrationId))
              : Move.done(true);
        });
  }

  @Override
  public boolean takeBack(String domain, String migrationId) {
    return change(
        domain,
        lease -> {
          if (lease != null && lease.isOwnedBy(host)) {
            return Move.done(true);
          }
          return lease == null
                  || lease.state() == LeaseState.FREE
                  || lease.isHandedOverBy(host)
                  || lease.isHandedBackTo(host)
              ? Move.to(owned(migrationId))
              : Move.done(false);
        });
  }

  @Override
  public void giveBack(String domain, String migrationId, String source) {
    change(
        domain,
        lease ->
            lease != null && lease.isOwnedBy(host) && lease.isInMove(migrationId)
                ? Move.to(entry(LeaseState.HANDED_BACK, source, migrationId))
                : Move.done(true));
  }

  @Override
  public void release(String domain) {
    change(
        domain,
        lease ->
            lease != null
                    && (lease.isOwnedBy(host)
                        || lease.isHandedOverBy(host)
                        || lease.isHandedBackTo(host))
                ? Move.to(entry(LeaseState.FREE, null, null))
                : Move.done(true));
  }

  @Override
  public boolean neverTook(String domain, String migrationId) {
    // What this host took stays its own until its copy is dead and proven never to have run.
    return find(domain)
        .filter(lease -> !lease.owner().equals(host) || !lease.isInMove(migrationId))
        .isPresent();
  }

  @Override
  public List<String> domains() {
    return space.domains();
  }

  @Override
  public Optional<Lease> find(String domain) {
    return space.current(domain);
  }

  /** What follows from a lease: an answer, or the next entry and then the answer true. */
  private record Move(@Nullable Lease next, boolean answer) {
    static Move to(Lease next) {
      return new Move(next, true);
    }

    static Move done(boolean answer) {
      return new Move(null, answer);
    }
  }

  private boolean change(String domain, Function<@Nullable Lease, Move> decision) {
    for (int round = 0; round < ROUNDS; round++) {
      Lease lease = space.current(domain).orElse(null);
      Move move = decision.apply(lease);
      Lease next = move.next();
      if (next == null || space.add(domain, after(lease, next))) {
        return move.answer();
      }
    }
    throw new DroverException(
        FailureCode.STORAGE_FAILED,
        "The lease of domain %s in %s changes too fast to be changed by host %s."
            .formatted(domain, space.folder(), hostName));
  }

  private static Lease after(@Nullable Lease lease, Lease next) {
    long epoch = lease == null ? 1 : lease.epoch() + 1;
    return new Lease(
        next.version(),
        epoch,
        next.state(),
        next.owner(),
        next.ownerName(),
        next.heir(),
        next.migrationId(),
        next.sinceEpochMillis());
  }

  private Lease owned(@Nullable String migrationId) {
    return entry(LeaseState.OWNED, null, migrationId);
  }

  private Lease entry(LeaseState state, @Nullable String heir, @Nullable String migrationId) {
    return new Lease(Lease.VERSION, 0, state, host, hostName, heir, migrationId, clock.millis());
  }
}
