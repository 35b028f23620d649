"""One check, one file: what every room and command that checks uses."""
