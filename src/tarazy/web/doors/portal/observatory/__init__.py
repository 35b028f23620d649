"""The observatory: what is known, of whom, since when, and who says so."""
