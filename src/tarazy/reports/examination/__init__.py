"""A statistical examination as a document: what was found first, then chapter by chapter what it rests on."""
