"""Mirrors src: a test of src/tarazy/a/b.py lies in tests/a/."""
