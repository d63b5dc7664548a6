package dev.drover.bench.result;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What is measured of a move; every value is in milliseconds. */
public enum Measure {
  /** By hand: from the decision until the guest runs there and the source's process is gone. */
  TOTAL("total"),
  /** By hand: until the destination's QEMU listens. */
  START("start of the destination's QEMU"),
  /** By hand: from then until the guest runs there. */
  TRANSFER("transfer"),
  /** By hand: from then until the source's process is gone. */
  END("end of the source's QEMU"),

  /** Workflow's start to its close, as Temporal recorded them. */
  WORKFLOW("workflow, start to close"),
  /** A warm client's call until it has the result. */
  CLIENT("a client that is connected, call to result"),
  /** The process {@code drover migrate}, start to exit. */
  COMMAND("`drover migrate`, start to exit"),

  /** Source's CPUs stopped until they run there, by the two QEMUs' run-state logs. */
  BLACKOUT("blackout, STOP to RESUME"),
  /** The same by the time stamps of the two events; by hand only. */
  BLACKOUT_EVENTS("blackout by the events' time stamps"),
  /** The guest's last tick there until its first one here, as their reader heard them. */
  BLACKOUT_TICKS("gap between two ticks (2 ms without a move)"),
  /** The source's own record: STOP until the answer committed was read. */
  BLACKOUT_RECORD("blackout in drover's statistics"),

  /** The command line without a server. */
  VERSION("`drover --version`"),
  /** The command line that asks the server and both hosts. */
  HOSTS("`drover hosts`"),
  /** One workflow with one activity that does nothing, for a client that is connected. */
  READ("a read: one workflow, one activity"),

  HOP_BEGIN("workflow starts; hop to begin"),
  STEP_BEGIN("**begin**"),
  HOP_PREPARE("hop to prepare"),
  STEP_PREPARE("**prepare**: destination's QEMU starts"),
  HOP_PERFORM("hop to perform"),
  PERFORM_LINK("**perform**: records, peer link"),
  PERFORM_TRANSFER("perform: memory goes over, the guest runs"),
  PERFORM_DEVICE("perform: device state, STOP to completed"),
  PERFORM_HANDOVER("perform: completed to RESUME"),
  PERFORM_ANSWER("perform: RESUME to perform's answer"),
  HOP_FINISH("hop to finish"),
  STEP_FINISH("**finish**"),
  HOP_CONFIRM("hop to confirm"),
  STEP_CONFIRM("**confirm**"),
  HOP_END("last workflow task");

  private final String text;

  Measure(String text) {
    this.text = text;
  }

  /** Returns what it is, for the page. */
  public String text() {
    return text;
  }

  /** Returns its name in the results' file. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Measure parse(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT));
  }

  /** Returns what a move as a whole is measured by. */
  static Set<Measure> results() {
    return EnumSet.range(TOTAL, BLACKOUT_RECORD);
  }

  /** Returns what is measured without a move. */
  static Set<Measure> starts() {
    return EnumSet.range(VERSION, READ);
  }

  /** Returns the parts of a workflow, one after the other: together they are all of its time. */
  public static Set<Measure> parts() {
    return EnumSet.range(HOP_BEGIN, HOP_END);
  }
}
