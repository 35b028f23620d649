"""Runs of a campaign, and the way of its results to publication."""
