"""Room verification: samples of what was reported, what was found, and what follows from it."""
