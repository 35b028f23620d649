"""What may be asked of publications."""
