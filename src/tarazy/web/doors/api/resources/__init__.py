"""What the API answers about: one file a resource, each with its operations."""
