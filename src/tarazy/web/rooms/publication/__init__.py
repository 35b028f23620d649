"""Room publication."""
