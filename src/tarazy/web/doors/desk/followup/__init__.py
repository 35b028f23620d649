"""Recommendations and instructions: given, answered, reported, verified."""
