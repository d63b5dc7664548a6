/**
 * The code of the workflows: what the role coordinator runs. Deterministic: time, waiting and
 * everything outside come from {@code io.temporal.workflow.Workflow} alone.
 */
@NullMarked
package dev.drover.workflows.coordinator;

import org.jspecify.annotations.NullMarked;
