"""The web part: a database, its acts, and the pages made from it."""
