"""From the children's points to the node's."""
