"""The chapters of an examination: each a function from what is examined to sentences, tables and pictures' figures."""
