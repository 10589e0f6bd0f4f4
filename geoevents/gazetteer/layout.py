"""The files of an indexed gazetteer, shared by the writer and the reader.

A gazetteer is a folder:

    meta.json       what it is (name, sources, licence, date), the tables that rows point into, file sizes
    places.bin      one fixed record a place, ordered by GeoNames id; places without one come last
    names.bin       the main names, UTF-8, one after another
    forms.marisa    a marisa-trie of every form (folded name); a form's number leads to its postings
    postings.bin    for each form its only posting, or where its list in ``lists.bin`` starts
    lists.bin       the lists of forms that several places bear: a count, then that many postings
    skeletons.bin   pairs of a skeleton's hash and a place's row, ordered by hash

A posting is a place's row and the way it bears the name. Everything but meta.json is mapped into
memory and read where it is needed; integers are little-endian.

A large gazetteer has several tries, ``forms-00.marisa`` and on: a form stands in the one that its first word
chooses, and its number counts on from those of the tries before. So no trie needs more memory to build than a
country's, and all forms that start with one word are found in one place.
"""

from __future__ import annotations

import struct
import zlib
from typing import Final

from geoevents.gazetteer.base import NameMatch

FORMAT_VERSION: Final = 2
META = "meta.json"
PLACES = "places.bin"
NAMES = "names.bin"
FORMS = "forms.marisa"
POSTINGS = "postings.bin"
LISTS = "lists.bin"
SKELETONS = "skeletons.bin"
DATA_FILES: Final = (PLACES, NAMES, FORMS, POSTINGS, LISTS, SKELETONS)

# lat and lon in 1e-5 degrees, geonameid (0: none), population (0xFFFFFFFF: not recorded), where the name starts, its
# bytes, indices into the tables of admin1 and admin2 (0: none), radius in 0.1 km (0: none), indices into the tables of
# countries and features
RECORD: Final = struct.Struct("<iiIIIHHIHHH")
# Records by the version of the format; the first had room for 255 countries and features and 65,535 admin2.
RECORDS: Final = {1: struct.Struct("<iiIIIHHHHBB"), FORMAT_VERSION: RECORD}
LAT, LON, GEONAMEID, POPULATION, NAME_START, NAME_LENGTH, ADMIN1, ADMIN2, RADIUS, COUNTRY, FEATURE = range(11)
UNKNOWN_POPULATION: Final = 0xFFFFFFFF
POSTING: Final = struct.Struct("<I")
SKELETON_PAIR: Final = struct.Struct("<II")

MATCHES: Final = (NameMatch.NAME, NameMatch.ALTERNATE, NameMatch.ABBREVIATION, NameMatch.FUZZY)
MATCH_BITS: Final = 2
LIST_FLAG: Final = 0x80000000  # a posting with this bit is an offset into lists.bin
# Which gazetteer's entry stands for a place that several know: the highest. Users state their own places' priority.
ADDED_PRIORITY, DUMP_PRIORITY, WORLD_PRIORITY, BUNDLED_PRIORITY = 100, 50, 40, 0
LONGEST_FORM: Final = 80  # characters; longer names are not indexed


def posting(row: int, match: NameMatch) -> int:
    """A place's row and the way it bears a name as one integer."""
    return row << MATCH_BITS | match.order


def forms_files(shards: int) -> list[str]:
    """Names of the tries' files."""
    return [FORMS] if shards == 1 else [f"forms-{number:02d}.marisa" for number in range(shards)]


def is_index_file(name: str) -> bool:
    """Whether a file of this name is part of an index."""
    return name in (*DATA_FILES, META) or (name.startswith("forms-") and name.endswith(".marisa"))


def shard_of(form: str, shards: int) -> int:
    """Which of so many tries holds a form: its first word decides."""
    return zlib.crc32(form.partition(" ")[0].encode()) % shards


def skeleton_hash(skeleton: str) -> int:
    """32 bits that stand for a skeleton; a collision is harmless, as every candidate is compared again."""
    return zlib.crc32(skeleton.encode())
