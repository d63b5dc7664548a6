package dev.drover.tests.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The links of a page, as GitHub reads them. */
final class Links {
  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");

  private Links() {}

  /** Returns where a page's links go within the repository. */
  static List<String> of(String markdown) {
    return LINK.matcher(prose(markdown))
        .results()
        .map(found -> found.group(1))
        .filter(link -> !link.matches("[a-z]+:.*"))
        .toList();
  }

  /** Returns the anchors that a page's headings make. */
  static List<String> anchors(String markdown) {
    return HEADING.matcher(prose(markdown)).results().map(Links::anchor).toList();
  }

  /** Returns each link of a page that leads nowhere, with the reason. */
  static List<String> broken(Path page, String markdown) {
    List<String> broken = new ArrayList<>();
    for (String link : of(markdown)) {
      String[] parts = link.split("#", 2);
      Path folder = Objects.requireNonNull(page.getParent(), "a page without a folder");
      Path target = parts[0].isEmpty() ? page : folder.resolve(parts[0]).normalize();
      if (!Files.exists(target)) {
        broken.add(page + ": " + link + ": no such file");
      } else if (parts.length == 2 && !anchors(text(target, page, markdown)).contains(parts[1])) {
        broken.add(page + ": " + link + ": no such heading");
      }
    }
    return broken;
  }

  private static String text(Path target, Path page, String markdown) {
    return target.equals(page) ? markdown : Pages.text(target).orElse("");
  }

  private static String prose(String markdown) {
    return FENCED.matcher(markdown).replaceAll("");
  }

  private static String anchor(MatchResult heading) {
    return heading
        .group(1)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{Alnum} _-]", "")
        .replace(' ', '-');
  }
}
