"""SDMX, the exchange format of statistical offices: its structures, keys and messages. Plain objects in, text out."""
