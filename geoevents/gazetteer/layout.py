"""The files of an indexed gazetteer, shared by the writer and the reader.

A gazetteer is a folder:

    meta.json       what it is (name, sources, licence, date), the tables that rows point into, file sizes
    places.bin      one fixed record a place, ordered by GeoNames id; places without one come last
    names.bin       the main names, UTF-8, one after another
    forms.marisa    a marisa-trie of every form (folded name), for those that start alike
    slots.bin       for each form, and for all words that forms start with, 32 bits that tell it from others, and the
                    form's only posting or where its list starts
    buckets.bin     where in ``slots.bin`` the forms of each bucket start; 32 other bits of a form choose its bucket
    lists.bin       the lists of forms that several places bear: a count, then that many postings, best place first
    skeletons.bin   pairs of a skeleton's hash and a place's row, ordered by hash

A posting is a place's row and the way it bears the name. Everything but meta.json is mapped into
memory and read where it is needed; integers are little-endian.

A large gazetteer has several tries, ``forms-00.marisa`` and on: a form stands in the one that its first word
chooses. So no trie needs more memory to build than a country's, and all forms that start with one word are found in
one place.

Formats 1 and 2, which are still read, have ``postings.bin`` instead of slots and buckets: a form's number in its trie
(counted on from those of the tries before) leads to its posting or list, and lists are in the order of rows.
"""

from __future__ import annotations

import struct
import zlib
from typing import Final

import numpy as np

from geoevents.gazetteer.base import NameMatch

FORMAT_VERSION: Final = 3
HASHED: Final = 3  # the first version with slots, and with lists that have the best place first
META = "meta.json"
PLACES = "places.bin"
NAMES = "names.bin"
FORMS = "forms.marisa"
SLOTS = "slots.bin"
BUCKETS = "buckets.bin"
LISTS = "lists.bin"
SKELETONS = "skeletons.bin"
DATA_FILES: Final = (PLACES, NAMES, FORMS, SLOTS, BUCKETS, LISTS, SKELETONS)
POSTINGS = "postings.bin"  # of the versions before

# lat and lon in 1e-5 degrees, geonameid (0: none), population (0xFFFFFFFF: not recorded), where the name starts, its
# bytes, indices into the tables of admin1 and admin2 (0: none), radius in 0.1 km (0: none), indices into the tables of
# countries and features
RECORD: Final = struct.Struct("<iiIIIHHIHHH")
# Records by the version of the format; the first had room for 255 countries and features and 65,535 admin2.
RECORDS: Final = {1: struct.Struct("<iiIIIHHHHBB"), 2: RECORD, FORMAT_VERSION: RECORD}
LAT, LON, GEONAMEID, POPULATION, NAME_START, NAME_LENGTH, ADMIN1, ADMIN2, RADIUS, COUNTRY, FEATURE = range(11)
_RECORD_FIELDS = (
    "lat", "lon", "geonameid", "population", "name_start", "name_length", "admin1", "admin2", "radius", "country",
    "feature",
)  # fmt: skip
UNKNOWN_POPULATION: Final = 0xFFFFFFFF
SKELETON_PAIR: Final = struct.Struct("<II")

MATCHES: Final = (NameMatch.NAME, NameMatch.ALTERNATE, NameMatch.ABBREVIATION, NameMatch.FUZZY)
MATCH_BITS: Final = 2
MATCH_MASK: Final = (1 << MATCH_BITS) - 1
LIST_FLAG: Final = 0x80000000  # a posting with this bit is an offset into lists.bin
START_FLAG: Final = 0x40000000  # in slots.bin only: longer forms start with these words
NO_FORM: Final = 0x3FFFFFFF  # in slots.bin only: longer forms start with these words, which are no form themselves
# Which gazetteer's entry stands for a place that several know: the highest. Users state their own places' priority.
ADDED_PRIORITY, DUMP_PRIORITY, WORLD_PRIORITY, BUNDLED_PRIORITY = 100, 50, 40, 0
LONGEST_FORM: Final = 80  # characters; longer names are not indexed


def posting(row: int, match: NameMatch) -> int:
    """A place's row and the way it bears a name as one integer."""
    return row << MATCH_BITS | match.order


def record_type(version: int = FORMAT_VERSION) -> np.dtype[np.void]:
    """A place's record as a row of a numpy array, its fields by name."""
    letters = RECORDS[version].format.removeprefix("<")
    return np.dtype([(name, f"<{letter}") for name, letter in zip(_RECORD_FIELDS, letters, strict=True)])


def forms_files(shards: int) -> list[str]:
    """Names of the tries' files."""
    return [FORMS] if shards == 1 else [f"forms-{number:02d}.marisa" for number in range(shards)]


def is_index_file(name: str) -> bool:
    """Whether a file of this name is part of an index."""
    return name in (*DATA_FILES, POSTINGS, META) or (name.startswith("forms-") and name.endswith(".marisa"))


def shard_of(form: str, shards: int) -> int:
    """Which of so many tries holds a form: its first word decides."""
    return zlib.crc32(form.partition(" ")[0].encode()) % shards


def skeleton_hash(skeleton: str) -> int:
    """32 bits that stand for a skeleton; a collision is harmless, as every candidate is compared again."""
    return zlib.crc32(skeleton.encode())
