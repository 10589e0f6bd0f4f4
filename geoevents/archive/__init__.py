"""Archives of reports: read from anywhere, cut into partitions, extracted by many workers."""
