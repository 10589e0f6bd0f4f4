"""Documents, events and reviews, kept."""
