"""Tests of the engine: unit, spec, property, reference, outland."""
