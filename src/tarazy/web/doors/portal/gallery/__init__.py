"""The gallery: every component with invented data that says that it is invented."""
