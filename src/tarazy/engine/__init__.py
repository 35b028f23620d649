"""The engine: frames and numbers in, numbers and reasons out."""
