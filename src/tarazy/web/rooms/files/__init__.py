"""Room files: content by its hash: type, size, scan, who may read."""
