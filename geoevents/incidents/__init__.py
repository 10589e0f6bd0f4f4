"""One incident, many reports: which events of different documents tell of the same happening."""
