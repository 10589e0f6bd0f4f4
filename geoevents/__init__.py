"""Geoevents: news text in, conflict events on a map out."""

__version__ = "0.6.0"
