"""What is asked of a body, what it answered, and what the checks say of it."""
