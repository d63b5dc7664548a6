package dev.drover.starter.job;

import static java.util.Objects.requireNonNull;

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
}
