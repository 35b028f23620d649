"""What becomes of a value or a child that is missing."""
