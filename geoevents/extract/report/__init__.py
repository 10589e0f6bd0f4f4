"""How a report as a whole is told: its parts, its kind of text, what it is about, and how its happenings are set."""
