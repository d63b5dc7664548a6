package dev.drover.protocol.failure;

import static java.util.Objects.requireNonNull;

/**
 * Every failure that drover reports. The {@link #name()} is the failure type in Temporal, {@link
 * #exitCode()} the exit status of the command line; both are kept for ever. Exit status 0 is
 * success, 1 an unexpected error, 2 bad usage.
 */
public enum FailureCode {
  INTERNAL(1, false, "This is a defect of drover: report it with the worker's log."),
  INVALID_ARGUMENT(2, false, "Correct the argument and run the command again."),
  INVALID_CONFIGURATION(3, false, "Correct the configuration; every mistake in it is listed."),
  SERVER_UNREACHABLE(
      4,
      true,
      "Start the Temporal server, or point TEMPORAL_ADDRESS or the profile at the one that runs."),
  WORKER_UNREACHABLE(
      5, true, "Start the worker on that host, or check that it reaches the Temporal server."),
  CERTIFICATE_REJECTED(
      6,
      false,
      "Check both hosts' certificate folders: one authority, each host's own name, not expired."),
  OUTPUT_FAILED(
      7, false, "Look where standard output goes; the command itself may have done its work."),
  CHECK_FAILED(8, false, "Do what each failed check says, and run drover doctor again."),
  LEFTOVERS(
      9,
      false,
      "Run drover sweep --fix, which removes what is safe; of the rest, each line says why it is"
          + " left."),
  UNKNOWN_HOST(10, false, "drover hosts lists the hosts that have announced themselves."),
  AMBIGUOUS_HOST(11, false, "Use the host's UUID, which drover hosts shows."),
  SAME_HOST(12, false, "Choose another destination: the domain is there already."),
  HOST_BUSY(13, true, "The destination takes no more incoming moves now; try again later."),
  UNKNOWN_DOMAIN(20, false, "drover list shows the domains of every host."),
  DOMAIN_EXISTS(
      21, false, "Undefine the other domain first, or give this one another name and UUID."),
  DOMAIN_NOT_RUNNING(22, false, "Start the domain first."),
  DOMAIN_RUNNING(23, false, "Destroy the domain first, or leave it running."),
  DOMAIN_BUSY(24, true, "Wait for the job that holds the domain, or abort it."),
  DOMAIN_ON_TWO_HOSTS(
      25, false, "Find out which copy is good before you touch either; drover will not choose."),
  GUEST_ENDED(
      26, false, "The guest powered itself off during the move; start it where it is defined."),
  NOT_MIGRATING(
      27,
      false,
      "There is no such migration on this host any more; drover show tells where the domain is."),
  STALE_MIGRATION(28, false, "That migration is over; look for the newer one with drover show."),
  DOMAIN_ELSEWHERE(29, false, "Run the command on the host that the sentence names."),
  INVALID_DEFINITION(30, false, "Correct the domain's XML at the path named."),
  UNSUPPORTED_DEFINITION(
      31, false, "Remove the element or attribute named, or keep this domain where it is."),
  INCOMPATIBLE_DEFINITION(
      32, false, "The definition must give the guest the same machine as the one it runs on."),
  INVALID_COOKIE(
      33, false, "The two workers do not understand each other: bring both to the same version."),
  UNSAFE_MEMORY_SIZE(
      34,
      false,
      "Give the domain a memory size that is not a multiple of 256 KiB, or use QEMU 9.0 or newer."),
  DOMAIN_LEASED(
      35,
      false,
      "Stop the domain on the host that has its lease, or move it from there; a lease is never"
          + " taken from a host that may run the domain."),
  LEASES_DIFFER(36, false, "Give the workers of both hosts the same lockspace, or none."),
  QEMU_MISSING(40, false, "Install QEMU on that host (Debian: apt-get install qemu-system-x86)."),
  QEMU_TOO_OLD(41, false, "Install QEMU 7.2 or newer on that host."),
  QEMU_START_FAILED(42, false, "Read the reason and the domain's qemu.log on that host."),
  QEMU_ERROR(43, false, "QEMU refused a command; the reason is its own."),
  QEMU_UNRESPONSIVE(
      44, true, "The monitor does not answer; the guest may still run. drover waits for it."),
  MIGRATION_FAILED(50, false, "The guest still runs on the source. Read the reason and try again."),
  OPERATION_ABORTED(
      51, false, "The migration was aborted on request; the guest still runs on the source."),
  POINT_OF_NO_RETURN(
      52,
      false,
      "The guest is being handed over: it can only arrive now. Move it back afterwards."),
  PEER_UNREACHABLE(53, true, "Check that the source host reaches the destination's peer address."),
  OUTCOME_UNKNOWN(
      54,
      false,
      "Both copies are held. Bring the silent host back, or state what you know with drover"
          + " resolve; nothing is decided by waiting."),
  STATEMENT_REFUSED(
      55,
      false,
      "Read the evidence in drover show: state only what you know, and only what it leaves open."),
  GUEST_LOST(
      56,
      false,
      "Boot the domain on the host that the sentence names; its memory is lost, its disks are as"
          + " they were left."),
  STORAGE_FAILED(
      60, true, "Check the state folder's disk on that host: space, permissions, errors."),
  STATE_FOLDER_IN_USE(61, false, "Another worker holds this state folder: one worker a host."),
  RECORD_UNREADABLE(
      62,
      false,
      "The job record is damaged or from a newer version; drover holds the domain until it can be"
          + " read."),
  UNKNOWN_JOB(
      70, false, "drover history NAME lists the jobs of a domain that the server still remembers."),
  CONSOLE_IN_USE(
      71, true, "A serial port has one reader at a time: leave the other console first."),
  NO_CONSOLE(
      72,
      false,
      "Give the domain a serial port of type unix (docs/definition.md) and start it again.");

  private final int exitCode;
  private final boolean retryable;
  private final String advice;

  FailureCode(int exitCode, boolean retryable, String advice) {
    this.exitCode = exitCode;
    this.retryable = retryable;
    this.advice = requireNonNull(advice, "advice is null");
  }

  /** Returns the exit status of the command line for this failure, 1 to 125. */
  public int exitCode() {
    return exitCode;
  }

  /** Returns whether the same call may succeed later without anybody changing anything. */
  public boolean retryable() {
    return retryable;
  }

  /** Returns one sentence that says what to do next. */
  public String advice() {
    return advice;
  }
}
