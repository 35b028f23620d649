"""Methodologies as tables: a workbook that goes there and back, and COINr's iMeta."""
