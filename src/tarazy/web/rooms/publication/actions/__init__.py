"""The acts of publishing."""
