package dev.drover.workflows;

import io.temporal.common.SearchAttributeKey;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Search attributes of a job. They must be registered on the server, with these types, before the
 * first job is started: both servers refuse a start with an unknown attribute.
 */
public final class SearchKeys {
  /** UUID of the domain. */
  public static final SearchAttributeKey<String> DOMAIN =
      SearchAttributeKey.forKeyword("DroverDomain");

  /** Name of the domain. */
  public static final SearchAttributeKey<String> NAME = SearchAttributeKey.forKeyword("DroverName");

  /** Names of the hosts that have to do with the job. */
  public static final SearchAttributeKey<List<String>> HOSTS =
      SearchAttributeKey.forKeywordList("DroverHosts");

  /** UUID of the source. */
  public static final SearchAttributeKey<String> SOURCE =
      SearchAttributeKey.forKeyword("DroverSource");

  /** UUID of the destination. */
  public static final SearchAttributeKey<String> DESTINATION =
      SearchAttributeKey.forKeyword("DroverDestination");

  /** The phase of a move of which nobody can say where its guest is. */
  public static final String OUTCOME_UNKNOWN = "outcome_unknown";

  /**
   * The phase of the side that moved last, in {@code Phase.wireName()}'s spelling, or {@link
   * #OUTCOME_UNKNOWN}.
   */
  public static final SearchAttributeKey<String> PHASE =
      SearchAttributeKey.forKeyword("DroverPhase");

  /** All of them, in a fixed order. */
  public static final List<SearchAttributeKey<?>> ALL =
      List.of(DOMAIN, NAME, HOSTS, SOURCE, DESTINATION, PHASE);

  // A visibility store in SQL keeps a keyword in VARCHAR(255), and PostgreSQL takes no NUL.
  private static final int MAX_CHARACTERS = 255;

  private SearchKeys() {}

  /** Returns a name as it is stored: without control characters, at most 255 characters. */
  public static String value(String name) {
    String printable = name.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
    int most = Math.min(printable.codePointCount(0, printable.length()), MAX_CHARACTERS);
    return printable.substring(0, printable.offsetByCodePoints(0, most));
  }

  /** Returns those of the names that are known, as they are stored. */
  public static List<String> values(@Nullable String... names) {
    return Arrays.stream(names)
        .filter(Objects::nonNull)
        .filter(name -> !name.isBlank())
        .map(SearchKeys::value)
        .distinct()
        .toList();
  }
}
