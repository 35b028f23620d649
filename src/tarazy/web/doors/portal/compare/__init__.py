"""Two to six units side by side: what they came to, where each stands well and badly, what is known of them."""
