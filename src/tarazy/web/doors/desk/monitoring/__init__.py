"""Monitoring within the year: how it goes for one body, and for all."""
