"""One incident, many mentions: what merges, what goes on with an event told before, and whose a toll is."""
