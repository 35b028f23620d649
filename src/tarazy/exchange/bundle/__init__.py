"""The public bundle of a publication: everything that is needed to compute its numbers again elsewhere, in one file."""
