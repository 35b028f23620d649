"""Places of the units."""
