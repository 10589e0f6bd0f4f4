"""``python -m geoevents``."""

from geoevents.cli.main import main

if __name__ == "__main__":
    main()
