"""Mention to place: candidates, evidence, decision, and places told relative to others."""
