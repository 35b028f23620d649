"""Room followup: recommendations and instructions, and what became of them."""
