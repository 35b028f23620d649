"""Everything that can be taken along, on one page."""
