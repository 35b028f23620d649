"""What known frameworks ask of an assessment, and whether this one has it, as its text and its figures show."""
