package dev.drover.tests.harness;

/** What a worker is to do at a gate, once. */
public enum Order {
  /** To wait until the gate is opened. */
  WAIT,
  /** To end at once, as by SIGKILL: no shutdown hook runs, nothing is flushed. */
  HALT,
  /** To leave out what the gate stands before: a frame is lost. */
  LOSE,
  /** To do it twice: a frame is repeated. */
  REPEAT,
  /** To leave it out and to say so: a write fails. */
  FAIL,
  /** To do it, and to say that it failed all the same. */
  FAIL_BUT_DO
}
