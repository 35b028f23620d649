"""An indicator's value, computed from variables."""
