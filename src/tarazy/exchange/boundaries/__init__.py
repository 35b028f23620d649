"""Outlines of units: GeoJSON read and checked, turned into TopoJSON with shared borders, and back."""
