"""What lasts is set apart from garbage collection, and handed on as it is."""

import gc
import weakref

from geoevents.pages.lasting import lasting


class Node:
    """Something that can be part of a cycle."""


def test_what_lasts_is_handed_on_and_not_looked_at_again():
    before = gc.get_freeze_count()
    kept = [Node() for _ in range(1000)]
    try:
        assert lasting(kept) is kept
        assert gc.get_freeze_count() >= before + 1000
    finally:
        gc.unfreeze()


def test_garbage_that_was_there_already_is_gone():
    node = Node()
    node.itself = node
    gone = weakref.ref(node)
    del node
    try:
        lasting(None)
        assert gone() is None
    finally:
        gc.unfreeze()
