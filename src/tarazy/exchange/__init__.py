"""The only reader and writer of data files."""
