"""Lists and samples, what was found in them, how often bodies err, and the penalty cases."""
