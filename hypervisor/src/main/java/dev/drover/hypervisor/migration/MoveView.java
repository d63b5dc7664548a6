package dev.drover.hypervisor.migration;

import dev.drover.hypervisor.job.JobRecord;
import dev.drover.protocol.message.Progress;

/**
 * An open move as this host knows it without asking anybody.
 *
 * @param decided whether it is known where the guest is, and only the other host has yet to hear it
 * @param progress of the source's transfer, half a second old at most while a worker follows it;
 *     {@link Progress#NONE} on a destination
 */
public record MoveView(JobRecord record, boolean decided, Progress progress) {}
