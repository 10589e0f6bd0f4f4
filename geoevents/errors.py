"""One base class and the few errors we raise on purpose; the edges catch the base."""

from __future__ import annotations


class GeoEventsError(Exception):
    """Base of every error we raise on purpose; its text can be shown to a user as it is."""


class InvalidPlaceError(GeoEventsError, ValueError):
    """A gazetteer row that cannot be a place on Earth."""


class InvalidEventError(GeoEventsError, ValueError):
    """A value that no event may carry; the message names the field and the value."""


class InvalidDocumentError(GeoEventsError, ValueError):
    """A document that cannot be read: no text, a wrong date, a span outside the text."""


class InvalidQueryError(GeoEventsError, ValueError):
    """A filter that cannot be asked: an unknown word, an inverted range."""


class GazetteerMissingError(GeoEventsError, FileNotFoundError):
    """No gazetteer at this path; the message names the command that builds it."""


class GazetteerFormatError(GeoEventsError, ValueError):
    """A gazetteer file that is damaged or of another version."""


class LanguageModelError(GeoEventsError, RuntimeError):
    """A language model that is present but must not be used: wrong hash, wrong version."""


class StoreError(GeoEventsError, RuntimeError):
    """The event store cannot do what was asked."""


class StoreVersionError(StoreError):
    """The store was written by a newer version of geoevents."""


class NotFoundError(GeoEventsError, LookupError):
    """Nothing bears this id."""


class OnlineGeocoderError(GeoEventsError, ConnectionError):
    """The optional online geocoder did not answer usefully."""


# What a slip in a stage may raise on one odd text: that report is set aside with `fault`, and the others are read.
FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    RuntimeError,
    TypeError,
    ValueError,
)


def fault(error: BaseException) -> str:
    """Why a report was set aside, in words."""
    return f"the extractor failed on it: {type(error).__name__}: {error}"
