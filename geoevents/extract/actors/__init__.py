"""Who did it and to whom: the sides of an event, as the text names them and as groups."""
