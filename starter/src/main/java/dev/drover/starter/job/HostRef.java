package dev.drover.starter.job;

import static java.util.Objects.requireNonNull;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A host as a job names it. It may be gone by now, or have another name.
 *
 * @param id its UUID
 * @param name what whoever asked for the job called it; null if nothing was said
 */
public record HostRef(String id, @Nullable String name) {
  public HostRef {
    requireNonNull(id, "id is null");
  }

  /** Returns the name, or the UUID where there is none. */
  public String nameOrId() {
    return name == null || name.isBlank() ? id : name;
  }

  /**
   * Returns the name, or what the fleet calls the host where there is none.
   *
   * @param names what hosts are called by their UUIDs; a UUID itself for one that is not known
   */
  public String called(UnaryOperator<String> names) {
    return name == null || name.isBlank() ? names.apply(id) : name;
  }
}
