"""Room methodologies."""
