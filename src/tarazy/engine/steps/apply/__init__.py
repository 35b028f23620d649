"""To whom a node applies."""
