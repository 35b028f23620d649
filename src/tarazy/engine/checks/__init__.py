"""One check, one file: what every room and command that checks uses.

A check of a sheet is a module with `CHECK` and `findings`, named in all_checks.py; docs/manual/checks.md says what each
asks. The others (look_alikes, nearest, ...) serve whoever reads a text.
"""
