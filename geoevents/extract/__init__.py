"""Parsed sentences and resolved places to events.

The folders in the order in which they build on each other: ``sentence`` (what one sentence says), ``actors`` (who),
``tolls`` (how many were harmed), ``report`` (how a text as a whole tells), ``status`` (whether it happened), ``kinds``
(what kind it was, or why it is none), ``days`` (when), ``places`` (where), ``incident`` (which mentions are one).
:mod:`geoevents.extract.extractor` calls them, with ``stage`` for one document's triggers, ``draft`` for an event in
the making, ``details``, ``confidence`` and ``finished``.
"""
