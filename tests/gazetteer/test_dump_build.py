"""Building from a dump of any size: the same answers as from rows in memory, in one step, whatever happens."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from geoevents.errors import GazetteerFormatError, GazetteerMissingError
from geoevents.gazetteer import dump_build, dump_parts
from geoevents.gazetteer.base import NameMatch
from geoevents.gazetteer.dump_build import build_from_dump
from geoevents.gazetteer.dumps import read_dump
from geoevents.gazetteer.local import LocalGazetteer
from geoevents.gazetteer.placing import clear_leftovers, standing
from geoevents.gazetteer.stack import open_gazetteers
from geoevents.gazetteer.writer import write_gazetteer

from .older import turn_into

ABOUT = {"name": "zz"}
DIVISIONS = [
    "2\tNorth Province\tNorth Province\tAl Shimal,الشمال\t11.0\t20.0\tA\tADM1\tSY\t\t07\t\t\t\t0\t\t\tUTC\t2024-01-01",
    "3\tHill District\tHill District\t\t11.1\t20.1\tA\tADM2\tSY\t\t07\t71\t\t\t0\t\t\tUTC\t2024-01-01",
    "1\tZedland\tZedland\t\t10.0\t20.0\tA\tPCLI\tSY\t\t00\t\t\t\t1000\t\t\tUTC\t2024-01-01",
]


def village(number: int) -> str:
    name = ("Al Qaryah", "Tell Amar", "Bir Sala", f"Karvela {number}")[number % 4]
    return (
        f"{number}\t{name}\t{name}\tKaria {number},القرية,alqryt\t{11 + number / 1000:.3f}\t20.2\tP\tPPL\tSY\t\t07\t71"
        f"\t\t\t{number * 7 % 500}\t\t\tUTC\t2024-01-01"
    )


def dump(path: Path, lines: list[str], member: str = "SY.txt") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, "\n".join(lines) + "\n")
    return path


@pytest.fixture
def villages(tmp_path):
    lines = [*DIVISIONS, *(village(number) for number in range(400, 10, -1))]
    return dump(tmp_path / "SY.zip", lines)


@pytest.fixture
def small_parts(monkeypatch):
    """Parts and tries as a whole world has them, from a dump of a few lines."""
    monkeypatch.setattr(dump_parts, "_SMALL_BYTES", 9000)
    monkeypatch.setattr(dump_parts, "_PART_IDS", 64)


@pytest.mark.parametrize("workers", [1, 2])
def test_many_parts_and_tries_answer_as_rows_in_memory_do(villages, small_parts, tmp_path, workers):
    build_from_dump(villages, "SY.txt", tmp_path / "large", about=ABOUT, workers=workers)
    write_gazetteer(tmp_path / "plain", read_dump(villages, "SY"), about=ABOUT)
    large, plain = LocalGazetteer.open(tmp_path / "large"), LocalGazetteer.open(tmp_path / "plain")
    assert large.meta["shards"] > 1
    assert list(large) == list(plain)
    assert sorted(large.forms()) == sorted(plain.forms())
    for name in [*plain.forms(), "Karvela", "Kariya 17", "Al-Qarya", "nothing such"]:
        assert large.find(name) == plain.find(name)
        assert large.find_similar(name) == plain.find_similar(name)
    text = "from Tell Amar to Karvela 399, Al Qaryah and the North Province"
    assert large.scan(text) == plain.scan(text)
    assert large.meta["counts"] == plain.meta["counts"]
    assert large.country_place("SY") == plain.country_place("SY")
    assert large.admin1_place("SY", "07") == plain.admin1_place("SY", "07")


def test_the_number_of_processes_changes_no_byte(villages, small_parts, tmp_path):
    for workers in (1, 2):
        build_from_dump(villages, "SY.txt", tmp_path / str(workers), about=ABOUT, workers=workers)
    names = sorted(path.name for path in (tmp_path / "1").iterdir())
    assert names == sorted(path.name for path in (tmp_path / "2").iterdir())
    assert all((tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes() for name in names)


def test_an_id_given_twice_stands_for_its_later_line(tmp_path):
    path = dump(tmp_path / "SY.zip", [village(11), village(11).replace("\tPPL\t", "\tPPLA\t")])
    assert build_from_dump(path, "SY.txt", tmp_path / "index", about=ABOUT).places == 1
    assert next(iter(LocalGazetteer.open(tmp_path / "index"))).feature_code == "PPLA"


@pytest.mark.parametrize(
    "line, said",
    [
        ("too\tfew", "2 columns"),
        (village(20).replace("20\t", "-1\t", 1), "geonameid: '-1'"),
        (village(20).replace("20\t", "x\t", 1), "geonameid: 'x'"),
        (village(20).replace("11.020", "north"), "'north'"),
        (village(20).replace("11.020", "95.0"), "lat=95.0"),
        (village(20).replace("\t140\t", "\t-3\t"), "population: -3"),
        (village(20).replace("\t140\t", "\tmany\t"), "population: 'many'"),
    ],
)
def test_a_bad_line_is_told_and_costs_only_itself(tmp_path, line, said):
    built = build_from_dump(
        dump(tmp_path / "SY.zip", [village(11), line, village(12)]), "SY.txt", tmp_path / "i", about=ABOUT
    )
    assert (built.places, built.bad) == (2, 1)
    assert built.first_bad[0].number == 2
    assert said in built.first_bad[0].reason


def test_names_of_the_table_of_alternate_names_join_those_of_the_dump(villages, tmp_path):
    table = [
        "9001\t11\ten\tFirstville",
        "9002\t11\tabbr\tFV",
        "9003\t11\tlink\thttps://example.org/First",
        "9004\t11\tiata\tFRV",
        "9005\t999999\ten\tNobody's",
        "9006\t12\tzh\t村村",
        "broken",
    ]
    names = dump(tmp_path / "alternateNamesV2.zip", table, "alternateNamesV2.txt")
    build_from_dump(villages, "SY.txt", tmp_path / "index", about=ABOUT, names=names)
    gazetteer = LocalGazetteer.open(tmp_path / "index")
    assert [x.place.geonameid for x in gazetteer.find("Firstville")] == [11]
    assert [(x.place.geonameid, x.match) for x in gazetteer.find("FV")] == [(11, NameMatch.ABBREVIATION)]
    assert not gazetteer.knows("frv")
    assert not gazetteer.knows("nobodys")


@pytest.mark.parametrize(
    "make, error, said",
    [
        (lambda path: None, GazetteerMissingError, "no such file"),
        (lambda path: path.write_bytes(b"<html>"), GazetteerFormatError, "no whole zip"),
        (lambda path: dump(path, [village(1)], "XX.txt"), GazetteerFormatError, "holds no SY.txt"),
        (lambda path: dump(path, ["a\tb"]), GazetteerFormatError, "19-column"),
    ],
)
def test_what_is_no_dump_is_an_error_and_leaves_nothing(tmp_path, make, error, said):
    make(tmp_path / "SY.zip")
    with pytest.raises(error, match=said):
        build_from_dump(tmp_path / "SY.zip", "SY.txt", tmp_path / "home" / "sy", about=ABOUT)
    assert not (tmp_path / "home").exists() or list((tmp_path / "home").iterdir()) == []


def test_a_damaged_member_is_an_error(villages, tmp_path):
    data = bytearray(villages.read_bytes())
    data[200:240] = b"\x00" * 40
    villages.write_bytes(data)
    with pytest.raises(GazetteerFormatError, match="download it again"):
        build_from_dump(villages, "SY.txt", tmp_path / "index", about=ABOUT)


def test_a_disk_without_room_is_told_before_anything_is_written(villages, tmp_path, monkeypatch):
    monkeypatch.setattr(dump_build.shutil, "disk_usage", lambda path: SimpleNamespace(free=1000))
    with pytest.raises(GazetteerMissingError, match="GB are free"):
        build_from_dump(villages, "SY.txt", tmp_path / "home" / "index", about=ABOUT)


KILLED = """
import os, signal, sys
from pathlib import Path
from geoevents.gazetteer import placing
from geoevents.gazetteer.installing import install_dump
from geoevents.settings import Settings

when, source = sys.argv[1], Path(sys.argv[2])

def die():
    os.kill(os.getpid(), signal.SIGKILL)

def progress(doing, share):
    if doing == when:
        die()

if when == "between the renames":
    rename = os.replace
    def replace(a, b):
        rename(a, b)
        die()
    placing.os.replace = replace
install_dump(source, "SY", Settings.from_environment(), progress=progress)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.parametrize(
    "when", ["sorting", "reading places", "indexing names", "ranking places", "writing", "between the renames"]
)
def test_a_build_killed_at_any_moment_leaves_the_old_gazetteer(villages, settings, tmp_path, when):
    root = settings.installed_gazetteers
    root.mkdir(parents=True)
    old = dump(tmp_path / "old.zip", [village(11)])
    build_from_dump(old, "SY.txt", root / "sy", about={"name": "sy"})
    reader = open_gazetteers(settings)
    environment = {**os.environ, "GEOEVENTS_HOME": str(settings.home)}
    child = subprocess.run([sys.executable, "-c", KILLED, when, str(villages)], env=environment, check=False)
    assert child.returncode == -9
    for gazetteer in (reader, open_gazetteers(settings)):
        assert [x.place.geonameid for x in gazetteer.find("Karvela 11", country="SY")] == [11]
        assert gazetteer.place("geonames:15") is None
    assert len(LocalGazetteer.open(standing(root)["sy"])) == 1
    clear_leftovers(root)
    assert [path.name for path in root.iterdir()] == ["sy"]
    assert len(LocalGazetteer.open(root / "sy")) == 1


def test_a_reader_in_another_process_keeps_the_old_gazetteer(villages, settings, tmp_path):
    root = settings.installed_gazetteers
    build_from_dump(dump(tmp_path / "old.zip", [village(11)]), "SY.txt", root / "sy", about={"name": "sy"})
    reading = (
        "import sys; from pathlib import Path; from geoevents.gazetteer.local import LocalGazetteer\n"
        "gazetteer = LocalGazetteer.open(Path(sys.argv[1])); print('open', flush=True); sys.stdin.readline()\n"
        "print(len(gazetteer), [x.place.geonameid for x in gazetteer.find('Karvela 11')], gazetteer.find('Bir Sala'))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", reading, str(root / "sy")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdout.readline() == "open\n"
        build_from_dump(villages, "SY.txt", root / "sy", about={"name": "sy"})
        answer, _ = reader.communicate("go on\n", timeout=60)
    assert answer == "1 [11] []\n"
    assert len(LocalGazetteer.open(root / "sy")) == 393


def test_the_work_of_a_running_process_is_no_leftover(settings):
    root = settings.installed_gazetteers
    (root / f".sy.{os.getpid()}-0123abcd").mkdir(parents=True)
    (root / ".tr.4194304-0123abcd").mkdir()
    clear_leftovers(root)
    assert [path.name for path in root.iterdir()] == [f".sy.{os.getpid()}-0123abcd"]


def test_more_features_and_divisions_than_a_byte_counts_are_kept_apart(tmp_path):
    lines = [
        f"{number}\tPlace {number}\t\t\t10.0\t20.0\tH\tX{number}\tC{number}\t\t{number}\t\t\t\t0\t\t\tUTC\t2024-01-01"
        for number in range(1, 400)
    ]
    build_from_dump(dump(tmp_path / "a.zip", lines), "SY.txt", tmp_path / "index", about=ABOUT)
    gazetteer = LocalGazetteer.open(tmp_path / "index")
    assert {(p.feature_code, p.country) for p in gazetteer} == {(f"X{n}", f"C{n}") for n in range(1, 400)}


@pytest.mark.parametrize("version", [1, 2])
def test_an_index_of_an_older_version_is_still_read(villages, tmp_path, version):
    folder = tmp_path / "index"
    write_gazetteer(folder, read_dump(villages, "SY"), about=ABOUT)
    new = LocalGazetteer.open(folder)
    places, names = list(new), ["Karvela 11", "Karvela", "karvela 3", "nowhere"]
    answers = [new.find(name) for name in names]
    turn_into(version, folder)
    old = LocalGazetteer.open(folder)
    assert list(old) == places
    assert [old.find(name) for name in names] == answers
    assert [old.role(word) for word in ("karvela", "karvela 11", "kar")] == [
        new.role(word) for word in ("karvela", "karvela 11", "kar")
    ]
