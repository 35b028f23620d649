"""The command line: `tarazy ...`."""
