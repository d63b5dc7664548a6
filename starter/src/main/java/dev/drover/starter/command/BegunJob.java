package dev.drover.starter.command;

import dev.drover.cli.Console;
import dev.drover.cli.Text;

/**
 * A job that has begun, for programs.
 *
 * @param job the command that began it, for example {@code migrate}
 * @param runId the run id of its workflow; for a migration also the migration's id
 * @param domain UUID of the domain; the workflow's id is {@code domain/} and this
 * @param name what people call the domain
 * @param follow the command that comes back to it
 */
record BegunJob(String job, String runId, String domain, String name, String follow) {
  /** Makes the answer of a job that {@code drover watch} can follow. */
  static BegunJob of(String job, String runId, String domain, String name) {
    return new BegunJob(job, runId, domain, name, "drover watch " + name);
  }

  /** Says that the job has begun, instead of waiting for it. */
  void say(Console console) {
    console.result(
        this,
        Text.of(job + " of " + name + " has begun, run " + runId + "; follow it with: " + follow));
  }

  /** Returns what a user reads who interrupts the wait. */
  String goesOn() {
    return "the " + job + " of " + name + " goes on; come back with: " + follow;
  }
}
