"""Specs of the methods of the step adjust."""
