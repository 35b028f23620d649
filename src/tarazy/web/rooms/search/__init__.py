"""Room search: the texts of everything that everybody may read, so that a word finds what it stands in."""
