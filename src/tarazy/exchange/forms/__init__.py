"""The form of a body as a file: downloaded, filled in without the network, compared cell by cell."""
