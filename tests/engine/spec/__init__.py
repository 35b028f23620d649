"""What each method does, in worked numbers; the manual is made from these."""
