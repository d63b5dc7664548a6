package dev.drover.protocol.switchover.explorer;

import java.util.Arrays;

/** A set of packed worlds, numbered in the order in which they were added. */
final class Worlds {
  private long[] lows = new long[1 << 16];
  private long[] highs = new long[1 << 16];
  private int[] slots = new int[1 << 18];
  private int size;

  /** Returns the world's number, or -1 - number if it was there already. */
  int add(World world) {
    return add(world.low(), world.high());
  }

  private int add(long low, long high) {
    int mask = slots.length - 1;
    int slot = hash(low, high) & mask;
    while (slots[slot] != 0) {
      int known = slots[slot] - 1;
      if (lows[known] == low && highs[known] == high) {
        return -1 - known;
      }
      slot = (slot + 1) & mask;
    }
    if (size == lows.length) {
      lows = Arrays.copyOf(lows, 2 * size);
      highs = Arrays.copyOf(highs, 2 * size);
    }
    lows[size] = low;
    highs[size] = high;
    slots[slot] = ++size;
    if (size * 2L > slots.length) {
      rehash();
    }
    return size - 1;
  }

  private void rehash() {
    slots = new int[2 * slots.length];
    int mask = slots.length - 1;
    for (int i = 0; i < size; i++) {
      int slot = hash(lows[i], highs[i]) & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = i + 1;
    }
  }

  private static int hash(long low, long high) {
    long mixed = (low ^ Long.rotateLeft(high, 31)) * 0x9E3779B97F4A7C15L;
    mixed ^= mixed >>> 32;
    mixed = (mixed + high) * 0xC2B2AE3D27D4EB4FL;
    return (int) (mixed ^ mixed >>> 29);
  }

  void get(int number, World into) {
    into.unpack(lows[number], highs[number]);
  }

  int size() {
    return size;
  }
}
