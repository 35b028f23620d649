"""Runs and publication on the desk."""
