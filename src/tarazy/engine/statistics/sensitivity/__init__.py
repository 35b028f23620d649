"""What an outcome hangs on: shares of its variance that belong to assumptions, and the importance of children."""
