"""The journal of acts and its proof, for the overseer."""
