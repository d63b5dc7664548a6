package dev.drover.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class PagesTest {
  private static final Path README = Pages.ROOT.resolve("README.md");

  /** Somebody's home, or a folder in which builders keep checkouts. */
  private static final Pattern SOMEBODYS_FOLDER =
      Pattern.compile("(?<![\\w.~*-])/(home|Users|work|workspace|builds|tmp/\\w+)/\\w");

  /** What is written by hand; others may lie around in a checkout. */
  private static final Pattern WRITTEN =
      Pattern.compile("[^.]+|.*\\.(md|java|xml|ya?ml|sh|S|properties|config|json)");

  @Test
  void everyLinkLeadsToAFileAndAHeadingThatExist() {
    List<String> broken = new ArrayList<>();
    for (Path page : Pages.all()) {
      broken.addAll(Links.broken(page, Pages.text(page).orElseThrow()));
    }

    assertThat(broken).isEmpty();
  }

  @Test
  void aLinkThatLeadsNowhereIsFound() {
    assertThat(Links.broken(README, "[a](docs/nothing.md) [b](#nowhere) [c](https://there)"))
        .containsExactly(
            README + ": docs/nothing.md: no such file", README + ": #nowhere: no such heading");
    assertThat(Links.broken(README, "## Two Words!\n[a](#two-words)\n```\n[b](gone)\n```\n"))
        .isEmpty();
  }

  @Test
  void everyPageOfTheDocumentationIsReachedFromTheReadme() {
    List<Path> reached = new ArrayList<>(List.of(README));
    for (int next = 0; next < reached.size(); next++) {
      Path page = reached.get(next);
      for (String link : Links.of(Pages.text(page).orElseThrow())) {
        Path target = page.resolveSibling(link.split("#", 2)[0]).normalize();
        if (target.toString().endsWith(".md") && !reached.contains(target)) {
          reached.add(target);
        }
      }
    }

    assertThat(reached).containsAll(Pages.all());
  }

  @Test
  void everyPictureIsShownAndSmall() throws IOException {
    List<Path> shown = new ArrayList<>();
    for (Path page : Pages.all()) {
      Links.of(Pages.text(page).orElseThrow())
          .forEach(link -> shown.add(page.resolveSibling(link).normalize()));
    }
    try (Stream<Path> pictures = Files.list(Pages.ROOT.resolve("docs").resolve("images"))) {
      assertThat(pictures)
          .isNotEmpty()
          .allSatisfy(
              picture -> {
                assertThat(shown).contains(picture.normalize());
                assertThat(picture.toFile().length()).isLessThan(150 * 1024);
              });
    }
  }

  @Test
  void noFileNamesTheMachineThatItWasWrittenOn() {
    List<String> found = new ArrayList<>();
    for (Path file : Pages.files(Pages.ROOT)) {
      if (WRITTEN.matcher(file.getFileName().toString()).matches()
          && SOMEBODYS_FOLDER.matcher(Pages.text(file).orElse("")).find()) {
        found.add(file.toString());
      }
    }

    assertThat(found).isEmpty();
  }

  @Test
  void aPathOfSomebodysMachineIsFound() {
    assertThat("see '/home/" + "ann/drover'").containsPattern(SOMEBODYS_FOLDER);
    assertThat("see /tmp/" + "drv17/pacer.xml").containsPattern(SOMEBODYS_FOLDER);
    assertThat("see ~/home/x, docs/work/x, /tmp/out and /var/lib/drover")
        .doesNotContainPattern(SOMEBODYS_FOLDER);
  }
}
