package dev.drover.tests.guest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Builds the test guest from guest/pacer.S, with its load patched in. */
public final class PacerImage {
  // Where the image keeps its parameters, little endian: guest/pacer.S, "Parameters".
  private static final int MIB = 0x30;
  private static final int PAGES_PER_TICK = 0x34;

  private PacerImage() {}

  /**
   * Builds an image.
   *
   * @param repository the project's folder
   * @param file where the image goes
   * @param mebibytes size of the region that is dirtied, from physical 2 MiB on
   * @param pagesPerTick pages rewritten every 2 ms, 0 to 255; 16 dirty 31 MiB a second
   */
  public static Path build(Path repository, Path file, int mebibytes, int pagesPerTick) {
    String builder = repository.resolve("guest").resolve("build").toString();
    GuestBuilder.run(builder, file.toString()).orFail("the test guest cannot be built");
    try {
      ByteBuffer image = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      image.putInt(MIB, mebibytes).putInt(PAGES_PER_TICK, pagesPerTick);
      return Files.write(file, image.array());
    } catch (IOException e) {
      throw new UncheckedIOException("the load cannot be patched into " + file, e);
    }
  }
}
