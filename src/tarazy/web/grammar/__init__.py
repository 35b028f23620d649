"""What every room is written in: texts in three languages, lives, acts, queries that stand ready."""
