"""What is done in the room people, one file a matter."""
