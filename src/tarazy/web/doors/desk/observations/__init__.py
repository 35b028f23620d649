"""Figures on the desk: a table is given, its words get their meaning, its differences are seen, it is recorded."""
