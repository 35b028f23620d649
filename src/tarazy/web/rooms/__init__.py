"""Rooms: tables and acts, no templates and no requests."""
