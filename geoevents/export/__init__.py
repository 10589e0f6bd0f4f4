"""Events to files, one format a file."""
