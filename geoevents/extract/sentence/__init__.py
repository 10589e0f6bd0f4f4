"""One sentence as it is written: its triggers, its tree, its stretches, and what several decisions ask of it."""
