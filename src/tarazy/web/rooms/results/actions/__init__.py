"""What is done with results: computed, and how sure they are estimated."""
