"""Rebuilds the bundled gazetteer from packages of the public registries and the hand-written tables."""
