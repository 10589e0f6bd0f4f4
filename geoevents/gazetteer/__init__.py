"""Which places bear a name: the bundled gazetteer, installed ones, and how they are built."""
