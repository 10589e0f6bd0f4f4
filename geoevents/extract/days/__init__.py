"""When it happened: which of a text's dates belongs to which trigger."""
