"""Classes of scores."""
