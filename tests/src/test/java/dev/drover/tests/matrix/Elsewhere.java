package dev.drover.tests.matrix;

import java.util.Map;

/** Events of the explorer that no cell of the matrix makes happen. */
final class Elsewhere {
  private Elsewhere() {}

  /** Returns for each event the test in this module that does: class and method. */
  static Map<String, String> tested() {
    return Map.of(
        "destination QEMU refuses cont",
        "dev.drover.tests.functional.SharedDiskTest#aDestinationThatCannotHaveTheDiskGivesTheGuestBack",
        "the workflow gives up before perform and cancels the destination",
        "dev.drover.tests.functional.AbortTest#anAbortInPrepareLeavesTheGuestWhereItIs",
        "the user resumes the paused guest at the destination",
        "dev.drover.tests.functional.PausedGuestTest#aGuestThatItsUserPausedArrivesPausedAndRunsOnWhenItIsResumed");
  }

  /** Returns for each other event why no test of several processes makes it happen. */
  static Map<String, String> untested() {
    String statement = "a person's statement: not a fault, and no process does it";
    return Map.ofEntries(
        Map.entry("a person states that the destination is dead", statement),
        Map.entry("a person states that the source is dead", statement),
        Map.entry("a person states that the source is dead and its copy still", statement),
        Map.entry("destination worker hears CANCEL with the statement that it is dead", statement),
        Map.entry(
            "a third host takes the lease and boots the domain",
            "three real hosts in one process: LeasedMoveTest in module hypervisor"),
        Map.entry(
            "the guest's end is asked for",
            "no command asks for it yet: `drover destroy` waits for the job that holds the domain"),
        Map.entry(
            "source QEMU executes stop",
            "real QEMU and a stolen lease in one process: LeasedMoveTest in module hypervisor"),
        Map.entry(
            "the guest powers itself off at the source",
            "the test guest has no power switch; real QEMU in one process: LeasedMoveTest in"
                + " module hypervisor"),
        Map.entry(
            "the definition cannot be saved",
            "real QEMU in one process: MigrationTest in module hypervisor"),
        Map.entry(
            "the user resumes the paused guest at the source",
            "real QEMU in one process: MigrationTest in module hypervisor"),
        Map.entry(
            "source worker has waited long for a caller",
            "it waits ten minutes, and nothing may shorten them from outside"),
        Map.entry(
            "the source's kernel gives the silent channel up",
            "Linux takes a quarter of an hour for it"),
        Map.entry(
            "destination QEMU's channel is yanked",
            "a host that vanishes without a word: on one machine the kernel closes a dead QEMU's"
                + " connections at once"));
  }
}
