"""What may be asked of the results."""
