"""What is done with conclusions, replies and appeals."""
