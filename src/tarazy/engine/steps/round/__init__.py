"""Rounding of a node's score."""
