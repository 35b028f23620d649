"""Room remarks: comments on a thing, by its kind and id."""
