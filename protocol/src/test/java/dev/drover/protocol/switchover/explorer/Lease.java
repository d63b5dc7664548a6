package dev.drover.protocol.switchover.explorer;

import java.util.List;

/** Who may run the domain, where storage is shared. */
enum Lease {
  SOURCE,
  /** The source's, takeable by the destination. */
  HANDED_OVER,
  DESTINATION,
  /** The destination's, takeable by the source. */
  HANDED_BACK,
  FREE,
  /** A third host took it and runs the domain. */
  THIRD_HOST;

  static final List<Lease> ALL = List.of(values());
}
