package dev.drover.workflows;

import io.temporal.common.SearchAttributeKey;
import java.util.List;

/**
 * Search attributes of a migration. They must be registered on the server as keywords before the
 * first job is started: both servers refuse a start with an unknown attribute.
 */
public final class SearchKeys {
  /** UUID of the domain. */
  public static final SearchAttributeKey<String> DOMAIN =
      SearchAttributeKey.forKeyword("DroverDomain");

  /** UUID of the source. */
  public static final SearchAttributeKey<String> SOURCE =
      SearchAttributeKey.forKeyword("DroverSource");

  /** UUID of the destination. */
  public static final SearchAttributeKey<String> DESTINATION =
      SearchAttributeKey.forKeyword("DroverDestination");

  /** The phase of the side that moved last, in {@code Phase.wireName()}'s spelling. */
  public static final SearchAttributeKey<String> PHASE =
      SearchAttributeKey.forKeyword("DroverPhase");

  /** All of them, in a fixed order. */
  public static final List<SearchAttributeKey<String>> ALL =
      List.of(DOMAIN, SOURCE, DESTINATION, PHASE);

  private SearchKeys() {}
}
