package dev.drover.hypervisor.domain;

/** How the virtual CPUs are laid out; the product is the number of virtual CPUs. */
public record CpuTopology(int sockets, int dies, int cores, int threads) {}
