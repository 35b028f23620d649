"""Pages of the desk on people and their rights: organisations, posts, invitations, persons, scopes."""
