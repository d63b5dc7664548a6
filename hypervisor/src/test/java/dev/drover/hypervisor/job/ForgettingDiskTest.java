package dev.drover.hypervisor.job;

import static dev.drover.hypervisor.job.ForgettingDisk.Unforced.EVERYTHING;
import static dev.drover.hypervisor.job.ForgettingDisk.Unforced.FIRST_HALF;
import static dev.drover.hypervisor.job.ForgettingDisk.Unforced.NOTHING;
import static dev.drover.hypervisor.job.ForgettingDisk.Unforced.SECOND_HALF;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ForgettingDiskTest {
  private static final Path FOLDER = Path.of("/folder");
  private static final Path FILE = FOLDER.resolve("file");

  private final ForgettingDisk disk = new ForgettingDisk();

  @Test
  void bytesThatWereNotForcedAreLostInWholeOrInPart() throws IOException {
    DurableFile file = disk.create(FILE);
    disk.force(FOLDER);
    write(file, "old.");
    file.force();
    write(file, "NEW!");

    assertThat(content(NOTHING)).isEqualTo("old.");
    assertThat(content(EVERYTHING)).isEqualTo("NEW!");
    assertThat(content(FIRST_HALF)).isEqualTo("NEd.");
    assertThat(content(SECOND_HALF)).isEqualTo("olW!");
  }

  @Test
  void namesThatWereNotForcedAreLost() throws IOException {
    disk.create(FILE).force();

    assertThat(disk.afterPowerLoss(EVERYTHING, false).list(FOLDER)).isEmpty();
    assertThat(disk.afterPowerLoss(EVERYTHING, true).list(FOLDER)).containsExactly(FILE);
  }

  @Test
  void aFullDiskTakesWritesInPlaceOnly() throws IOException {
    DurableFile file = disk.create(FILE);
    write(file, "abc");
    disk.fill();

    write(file, "xyz");
    assertThatThrownBy(() -> write(file, "wxyz")).hasMessage("No space left on device");
    assertThatThrownBy(() -> disk.create(FILE)).hasMessage("No space left on device");
  }

  @Test
  void nothingHappensAfterThePowerHasFailed() throws IOException {
    DurableFile file = disk.create(FILE);
    disk.failPowerAfter(1);
    write(file, "abc");

    assertThatThrownBy(file::force).isInstanceOf(ForgettingDisk.PowerLoss.class);
    assertThatThrownBy(() -> disk.delete(FILE)).isInstanceOf(ForgettingDisk.PowerLoss.class);
    assertThat(content(NOTHING, true)).isEmpty();
  }

  private String content(ForgettingDisk.Unforced bytes) throws IOException {
    return content(bytes, false);
  }

  private String content(ForgettingDisk.Unforced bytes, boolean names) throws IOException {
    ByteBuffer read = disk.afterPowerLoss(bytes, names).open(FILE).read(100);
    return US_ASCII.decode(read).toString();
  }

  private static void write(DurableFile file, String text) throws IOException {
    file.write(ByteBuffer.wrap(text.getBytes(US_ASCII)), 0);
  }
}
