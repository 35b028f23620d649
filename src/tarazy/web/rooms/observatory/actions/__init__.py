"""What is done with variables, observations and releases."""
