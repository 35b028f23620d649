"""Samples with known inclusion probabilities, estimates from what verification finds, and tests of anomalies."""
