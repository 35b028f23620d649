"""Outlines of units on the desk."""
