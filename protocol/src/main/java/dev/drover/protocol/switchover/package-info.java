/**
 * The two pure state machines that hand a guest over: (state, event) to (state, effects). Nothing
 * here waits, writes or sends. Each side keeps one durable word; neither ever decides by time.
 *
 * <pre>
 * source
 *   perform ── before device state is sent ──► armed ── COMMIT was sent ──► permitted
 *      │                                        │  │                           │
 *      │ it failed, abort                       │  └─ dead without proof,      ├─ committed ──► ended
 *      ▼                                        │     destroy ──► asking ──────┤
 *    failed ◄── it runs; or the short cut ──────┘                              └─ cancelled, or the
 *                                                                                 lease ──► resumed
 * destination
 *   undecided ── COMMIT heard and loaded ──► starting ── it runs, with its lease ──► committed
 *       │                                        │
 *       │ CANCEL heard, or no QEMU               │ it cannot be kept, and it never ran
 *       ▼                                        ▼
 *   cancelled ◄──────────────────────────────────┘
 * </pre>
 *
 * <p>In the usual case the source's disk is touched before its guest stops (armed) and after COMMIT
 * (permitted), the destination's once (starting), between COMMIT and {@code cont}.
 *
 * <p>What a machine says counts once it is on disk: an executor writes first and acts then (see
 * {@link dev.drover.protocol.switchover.SourceMachine}). What a worker knows beside the record are
 * views and notes, and a restart loses them all. Answers for migrations without a record are given
 * by {@link dev.drover.protocol.switchover.NoRecord}.
 *
 * <p>An explorer among this package's tests walks through every interleaving of both machines with
 * two QEMUs, crashes, power losses, lost frames, failing disks, leases and people. Whoever changes
 * a rule here finds out there which interleaving the rule had closed.
 */
@NullMarked
package dev.drover.protocol.switchover;

import org.jspecify.annotations.NullMarked;
