"""Room observatory."""
