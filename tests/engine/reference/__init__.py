"""The same scoring a second time: slow, obvious, one unit at a time; no NumPy, no code of the engine but its model."""
