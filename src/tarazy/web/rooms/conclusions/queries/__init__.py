"""What can be asked of conclusions, replies and appeals."""
