"""What becomes of values that lie far from the others, before they are turned into points."""
