"""Files of already coded events, each format one module."""
