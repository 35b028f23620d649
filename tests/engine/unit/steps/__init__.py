"""Tests of the steps beyond their worked numbers."""
