"""Search over everything that everybody may read."""
