"""What is done with submissions: filled in, moved on, accepted."""
