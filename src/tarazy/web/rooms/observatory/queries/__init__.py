"""What may be asked of the observatory."""
