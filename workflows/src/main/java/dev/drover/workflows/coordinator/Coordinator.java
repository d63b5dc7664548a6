package dev.drover.workflows.coordinator;

import io.temporal.common.converter.DataConverterException;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkflowImplementationOptions;

/** The workflows that a worker with the role coordinator runs. */
public final class Coordinator {
  private Coordinator() {}

  /** Registers every workflow with a worker of the queue {@code TaskQueues.WORKFLOWS}. */
  public static void register(Worker worker) {
    // By default an input that cannot be read blocks the workflow for ever; a person who typed it
    // wants to be told.
    WorkflowImplementationOptions options =
        WorkflowImplementationOptions.newBuilder()
            .setFailWorkflowExceptionTypes(DataConverterException.class)
            .build();
    worker.registerWorkflowImplementationTypes(options, types());
  }

  /** Returns the classes of all workflows, for replay. */
  public static Class<?>[] types() {
    return new Class<?>[] {
      MigrationWorkflowImpl.class,
      CleanupWorkflowImpl.class,
      DomainJobWorkflowImpl.class,
      ResolveWorkflowImpl.class,
      ReadWorkflowImpl.class,
      SweepWorkflowImpl.class,
      FleetWorkflowImpl.class
    };
  }
}
