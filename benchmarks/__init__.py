"""Measurements beside a yardstick, each in one run: `make bench ARGS=NAME`."""
