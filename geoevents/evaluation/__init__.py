"""``geoevents evaluate``: accuracy against gold corpora and our own phenomenon set."""
