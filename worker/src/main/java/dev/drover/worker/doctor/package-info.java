/**
 * What is wrong on this machine, and what to do. Only looks: takes no lock, makes no file, starts
 * nothing but reads. Lives in this module because it asks with the worker's own configuration and
 * with the hypervisor's own probes.
 */
@NullMarked
package dev.drover.worker.doctor;

import org.jspecify.annotations.NullMarked;
