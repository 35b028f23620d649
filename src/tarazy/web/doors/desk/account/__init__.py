"""Signing in, and what a person does with their own account. The ground is django-allauth; pages and words are ours."""
