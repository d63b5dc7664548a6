package dev.drover.tests.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.tests.harness.TestFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxImageTest {
  private final Path folder;

  LinuxImageTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void theSamePackagesMakeTheSameBytes() throws Exception {
    Path repository = TestFleet.repository();
    LinuxImage kept = image(repository);
    Path packages = Files.createDirectory(folder.resolve("packages"));
    for (Path one : list(kept.kernel().resolveSibling("packages"))) {
      Files.copy(one, packages.resolve(one.getFileName()));
    }

    LinuxImage again = LinuxImage.build(repository, folder);

    assertThat(again.initrd()).hasSameBinaryContentAs(kept.initrd());
    assertThat(again.kernel()).hasSameBinaryContentAs(kept.kernel());
  }

  @Test
  void nothingIsLeftOfTheWorkOnIt() throws IOException {
    LinuxImage image = image(TestFleet.repository());

    assertThat(list(image.kernel().resolveSibling(".").normalize()))
        .extracting(file -> file.getFileName().toString())
        .containsExactlyInAnyOrder("packages", "debian", "vmlinuz", "initrd", "lock");
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static LinuxImage image(Path repository) {
    try {
      return LinuxImage.build(repository);
    } catch (LinuxImage.UnavailableException e) {
      return Assumptions.abort(String.valueOf(e.getMessage()));
    }
  }
}
