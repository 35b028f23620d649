"""Published indices: their results and each unit within them."""
