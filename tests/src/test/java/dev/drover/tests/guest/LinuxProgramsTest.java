package dev.drover.tests.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.tests.harness.Deadline;
import dev.drover.tests.harness.ManagedProcess;
import dev.drover.tests.harness.TestFleet;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Linux guest's programs, run on this machine, notice what they are there to notice. */
class LinuxProgramsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long MEBIBYTE = 1 << 20;
  private static final Pattern RANGE = Pattern.compile("^([0-9a-f]+)-([0-9a-f]+) ");

  private final Path folder;

  LinuxProgramsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aPageThatIsNotAsItWasLeftIsNoticed() throws IOException {
    try (ManagedProcess memory = start("memory", "1", "64")) {
      memory.awaitLine("^memory 2$", PATIENCE);
      try (RandomAccessFile inside = new RandomAccessFile("/proc/" + memory.pid() + "/mem", "rw")) {
        inside.seek(mapping(memory.pid()) + 7 * 4096);
        inside.writeLong(0xABCDL);
      }
      memory.awaitLine("^WRONG memory page 7 holds cdab0+, expected 0{4}....0{7}7$", PATIENCE);
      memory.awaitLine("^memory 9$", PATIENCE);
      assertThat(memory.output()).filteredOn(line -> line.startsWith("WRONG")).hasSize(1);
    }
  }

  @Test
  void aBlockThatTheDiskHasLostIsNoticed() throws IOException {
    Path disk = folder.resolve("image");
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.setLength(64 * 65_536);
      try (ManagedProcess program = start("disk", disk.toString(), "64")) {
        program.awaitLine("^disk 20$", PATIENCE);
        file.seek(9 * 65_536);
        file.write(new byte[4096]);
        program.awaitLine("^WRONG disk slot 9 holds 0{16}, expected 0{7}90{7}9$", PATIENCE);
      }
    }
  }

  @Test
  void aDiskThatEndsTooSoonIsNoticed() throws IOException {
    Path disk = Files.write(folder.resolve("image"), new byte[4096]);
    try (ManagedProcess program = start("disk", disk.toString(), "1")) {
      program.awaitLine("^read 3$", PATIENCE);
      try (FileChannel file = FileChannel.open(disk, StandardOpenOption.WRITE)) {
        // A write of the program may make the disk whole again before it reads: cut until it sees.
        Deadline.await(
            PATIENCE,
            "the program notices",
            () -> outputAfterCut(program, file),
            lines -> lines.contains("WRONG read of the disk failed, error 5"));
      }
    }
  }

  private static List<String> outputAfterCut(ManagedProcess program, FileChannel file) {
    try {
      file.truncate(100);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return program.output();
  }

  private ManagedProcess start(String name, String... arguments) {
    Path program = folder.resolve(name);
    Path assembler = TestFleet.repository().resolve("guest/linux/assemble");
    GuestBuilder.run(assembler.toString(), name, program.toString()).orFail("no program " + name);
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    return ManagedProcess.start(name, folder, Map.of(), command);
  }

  /** Returns where the process has a mapping of one MiB. */
  private static long mapping(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(pid), "maps")).stream()
        .map(RANGE::matcher)
        .filter(range -> range.find() && address(range, 2) - address(range, 1) == MEBIBYTE)
        .map(range -> address(range, 1))
        .findFirst()
        .orElseThrow();
  }

  private static long address(Matcher range, int group) {
    return Long.parseUnsignedLong(range.group(group), 16);
  }
}
