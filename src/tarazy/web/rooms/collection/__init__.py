"""Room collection: what bodies submit: cells, evidence, submissions."""
