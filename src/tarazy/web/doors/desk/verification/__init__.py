"""Re-verification: samples drawn in the open, items checked with their documents, error rates, penalties."""
