"""What changes a score afterwards: penalties, bonuses, limits, gates; taken in the order of the text."""
