package dev.drover.worker.metrics;

/** What drover's alerts and dashboard use of Temporal's SDK. */
enum SdkMeter {
  REQUESTS("temporal_request_total", "Requests to the server, by `operation`"),
  REQUEST_FAILURES(
      "temporal_request_failure_total", "Those that failed, by `operation` and `status_code`"),
  REQUEST_LATENCY("temporal_request_latency_seconds", "How long requests take (histogram)"),
  ACTIVITY_WAIT(
      "temporal_activity_schedule_to_start_latency_seconds",
      "How long a host's step waited for its worker, by `task_queue` (histogram)"),
  ACTIVITY_TIME(
      "temporal_activity_execution_latency_seconds",
      "How long steps take, by `activity_type` (histogram)"),
  ACTIVITY_FAILURES(
      "temporal_activity_execution_failed_total",
      "Steps that ended with an error, by `activity_type`; begins with the first"),
  WORKFLOW_TASK_WAIT(
      "temporal_workflow_task_schedule_to_start_latency_seconds",
      "How long a workflow waited for a coordinator (histogram)"),
  WORKFLOW_TASK_TIME(
      "temporal_workflow_task_execution_latency_seconds",
      "How long a coordinator takes for one step of a workflow (histogram)"),
  WORKFLOW_TASK_FAILURES(
      "temporal_workflow_task_execution_failed_total",
      "Steps of workflows that a coordinator could not take; begins with the first"),
  WORKFLOWS_COMPLETED(
      "temporal_workflow_completed_total", "Workflows that ended well, by `workflow_type`"),
  WORKFLOWS_FAILED(
      "temporal_workflow_failed_total",
      "Workflows that ended with a failure, by `workflow_type`; begins with the first"),
  SLOTS_FREE(
      "temporal_worker_task_slots_available", "Free slots, by `worker_type` and `task_queue`"),
  SLOTS_USED("temporal_worker_task_slots_used", "Slots in use"),
  POLLERS("temporal_num_pollers", "Polls that wait at the server, by `poller_type`"),
  CACHE("temporal_sticky_cache_size", "Workflows that a coordinator holds in memory");

  private final String printed;
  private final String meaning;

  SdkMeter(String printed, String meaning) {
    this.printed = printed;
    this.meaning = meaning;
  }

  String printed() {
    return printed;
  }

  String meaning() {
    return meaning;
  }
}
