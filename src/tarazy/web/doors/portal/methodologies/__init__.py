"""Methodologies: what their text says in words, and the text itself."""
