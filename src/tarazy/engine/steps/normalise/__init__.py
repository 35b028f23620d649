"""From a value to points."""
