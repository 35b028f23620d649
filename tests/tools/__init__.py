"""Tests of the commands of the checkout."""
