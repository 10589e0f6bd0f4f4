"""Parsed sentences and resolved places to events."""
