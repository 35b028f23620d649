"""Methodologies on the desk: brought in, compared, consulted on, approved, put in force."""
