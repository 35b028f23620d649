"""Campaigns: what they are, how they are prepared, who has what."""
