"""How to read the pages, where the figures come from, and who can use the pages how."""
