"""Room work: long tasks: queue, progress, outcome."""
