"""Long tasks, for the operator."""
