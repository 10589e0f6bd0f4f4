"""Where it happened: which of a text's places belongs to which trigger, and how finely it is told."""
