"""Door desk: where people who take part in assessments work."""
