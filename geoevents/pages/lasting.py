"""What lives as long as the server is looked through for garbage once, and not after every run of a page.

Streamlit collects garbage in full whenever a run ends, however small the run was, and everybody waits meanwhile: with
the modules and tables of this app loaded that took 110 ms of processor time of the 200 that one pan cost.
"""

from __future__ import annotations

import atexit
import gc
from typing import TypeVar

Made = TypeVar("Made")


atexit.register(gc.unfreeze)  # what ends with the process is taken apart in order, as always


def lasting(made: Made) -> Made:
    """The same, after everything that is there now was set apart from what later collections look at."""
    gc.collect()
    gc.freeze()
    return made
