"""What is done with campaigns: prepared, conducted, learned from."""
