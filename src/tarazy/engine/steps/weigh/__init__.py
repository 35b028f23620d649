"""How much each child of a node weighs."""
