"""Whether it happened: planned, threatened, denied, supposed, history, or news; and who said so."""
