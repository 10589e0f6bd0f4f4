"""Coded events read the slow way, one row after the other in plain Python: what the fast way is held to."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

from geoevents.importers.base import BadRow
from geoevents.importers.countries import GLEDITSCH_WARD, ISO_NUMERIC
from geoevents.model import Actor, Count, Document, Event, Location, TextSpan, event_id_for
from geoevents.ontology import TYPE_OF, DatePrecision, WherePrecision

Cells = dict[str, str | None]
Coded = tuple[Document, Event]


def read(path: Path, event_of: Callable[[Cells], Coded | str]) -> tuple[list[Coded], list[BadRow]]:
    """Each good row as a document and its event, and the bad ones with line and reason."""
    good: list[Coded] = []
    bad: list[BadRow] = []
    for line, cells in _rows(path, bad):
        found = event_of(cells)
        if isinstance(found, str):
            bad.append(BadRow(line, found))
        else:
            good.append(found)
    return good, sorted(bad)


def _rows(path: Path, bad: list[BadRow]) -> Iterator[tuple[int, Cells]]:
    text = path.read_bytes().decode("utf-8", "surrogateescape")
    lines = iter(text.splitlines(keepends=True))
    reader = csv.reader(lines)
    header = next(reader)
    start = reader.line_num + 1
    for row in reader:
        if any("\udc80" <= c <= "\udcff" for cell in row for c in cell):
            bad.append(BadRow(start, "not UTF-8"))
        else:
            yield start, {name: cell.strip(" ") or None for name, cell in zip(header, row, strict=True)}
        start = reader.line_num + 1


def _number(cell: str | None) -> float | None:
    try:
        return None if cell is None else float(cell)
    except ValueError:
        return None


def _day(cell: str | None, *forms: str) -> date | None:
    for form in forms:
        try:
            return datetime.strptime(cell or "", form).date()
        except ValueError:
            continue
    return None


def _coded(evidence: str, notes: str | None, document: dict[str, object], form: str, **values: object) -> Coded:
    report = Document("\n".join(part for part in (evidence, notes) if part), **document)  # type: ignore[arg-type]
    words = TextSpan(0, len(evidence), evidence)
    found = Event(
        event_id=event_id_for(report.document_id, 0, 0),
        document_id=report.document_id,
        status="actual",
        confidence=1.0,
        trigger=words,
        evidence=(words,),
        title=report.title,
        source=report.source,
        published=report.published,
        extractor=form,
        **values,  # type: ignore[arg-type]
    )
    return report, found


def _place_problem(cells: Cells) -> str | None:
    lat, lon = _number(cells["latitude"]), _number(cells["longitude"])
    if lat is None or lon is None:
        return f"no coordinates: latitude {cells['latitude'] or '-'}, longitude {cells['longitude'] or '-'}"
    if abs(lat) > 90 or abs(lon) > 180:
        return f"latitude {cells['latitude']}, longitude {cells['longitude']}: not on Earth; are they swapped?"
    return None


def ucdp(cells: Cells) -> Coded | str:
    """A row of UCDP GED."""
    if cells["id"] is None:
        return "no id"
    if problem := _place_problem(cells):
        return problem
    precision = _number(cells["where_prec"])
    if precision is None or not 1 <= precision <= 7:
        return f"where_prec {cells['where_prec'] or 'empty'}"
    first, last = (_day((cells[n] or "")[:10], "%Y-%m-%d") for n in ("date_start", "date_end"))
    if first is None:
        return f"date_start {cells['date_start'] or 'empty'}: not an ISO date"
    if cells["date_end"] and last is None:
        return f"date_end {cells['date_end']}: not an ISO date"
    if last and last < first:
        return "date_end is before date_start"
    day_precision = _number(cells["date_prec"])
    if day_precision is not None and not 1 <= day_precision <= 5:
        return f"date_prec {cells['date_prec']}"
    if not cells["side_a"] or not cells["side_b"]:
        return "a side has no name"
    told = {part: _number(cells[part]) for part in ("low", "best", "high")}
    dead = [int(n) for n in told.values() if n is not None]
    if not dead or min(dead) < 0 or told["best"] is None:
        return "deaths " + ", ".join(f"{part} {cells[part] or '-'}" for part in told)
    kind = "1" if (cells["type_of_violence"] or "").startswith("1") else "3"
    single = (cells["type_of_violence"] or "").startswith("3")
    number = f"{int(float(cells['id']))}"
    evidence = cells["source_headline"] or cells["dyad_name"] or ""
    where = [f"{cells['dyad_name']}: {cells['country']}"] if cells["dyad_name"] and cells["country"] else []
    radius = {1: 5.0, 2: 25.0, 3: 40.0, 4: 150.0, 5: 75.0, 6: 500.0, 7: 100.0}[int(precision)]

    def side(name: str, group: str | None) -> Actor:
        of_state = name.startswith("Government of ")
        code = 1 if of_state else 7 if name == "Civilians" else 2 if kind == "1" else None
        return Actor(name, group, code, None, ())

    state = _number(cells["country_id"])
    return _coded(
        evidence,
        "\n".join([*where, f"UCDP GED event {number}"]),
        {
            "title": cells["source_headline"],
            "published": _day((cells["source_date"] or "")[:10], "%Y-%m-%d"),
            "source": cells["source_office"] or "UCDP GED",
            "doc_id": f"ucdp-ged:{number}",
        },
        "ucdp-ged",
        event_type="Violence against civilians" if single else "Battles",
        sub_event_type="Attack" if single else "Armed clash",
        date_start=first,
        date_end=last or first,
        date_precision=DatePrecision(int(day_precision)) if day_precision else None,
        location=Location(
            name=cells["where_coordinates"] or cells["adm_1"] or cells["country"] or "",
            lat=float(cells["latitude"] or ""),
            lon=float(cells["longitude"] or ""),
            radius_km=radius,
            where_prec=WherePrecision(int(precision)),
            country=None if state is None else GLEDITSCH_WARD.get(int(state)),
            admin1=cells["adm_1"],
        ),
        actor1=side(cells["side_a"], cells["side_a"]),
        actor2=side(cells["side_b"], None if cells["side_b"] == "Civilians" else cells["side_b"]),
        fatalities=Count(min(dead), int(told["best"]), max(dead)),
        civilian_targeting=single,
    )


def acled(cells: Cells) -> Coded | str:
    """A row of ACLED's export."""
    number = cells["event_id_cnty"]
    if number is None:
        return "no event_id_cnty"
    sub = {name.lower(): name for name in TYPE_OF}.get((cells["sub_event_type"] or "").lower())
    if sub is None:
        return f"sub_event_type {cells['sub_event_type'] or '-'}: not one of ACLED's"
    day = _day(cells["event_date"], "%Y-%m-%d", "%d %B %Y", "%d-%b-%Y")
    if day is None:
        return f"event_date {cells['event_date'] or '-'}: not a date"
    if problem := _place_problem(cells):
        return problem
    if cells["fatalities"] is not None and not cells["fatalities"].isdigit():
        return f"fatalities {cells['fatalities']}"

    def side(which: str) -> Actor | None:
        words = {"rebel group": 2, "civilians": 7, "state forces": 1}
        inter, name = cells[f"inter{which}"] or "", cells[f"actor{which}"]
        code = int(inter) if inter.isdigit() else words.get(inter.lower())
        return Actor(name, name, code or None, None, ()) if name else None

    precision = int(cells["geo_precision"] or 0)
    iso = _number(cells["iso"])
    evidence = cells["notes"] or ", ".join(
        part for part in (cells["sub_event_type"], cells["location"], cells["event_date"]) if part
    )
    return _coded(
        evidence,
        f"ACLED event {number}",
        {"published": day, "source": cells["source"], "doc_id": f"acled:{number}"},
        "acled",
        event_type=TYPE_OF[sub],
        sub_event_type=sub,
        date_start=day,
        date_end=day,
        date_precision=DatePrecision({1: 1, 2: 3, 3: 4}[int(cells["time_precision"] or "1")]),
        location=Location(
            name=cells["location"] or cells["admin2"] or cells["admin1"] or cells["country"] or "",
            lat=float(cells["latitude"] or ""),
            lon=float(cells["longitude"] or ""),
            radius_km={1: 5.0, 2: 25.0, 3: 100.0}.get(precision, 25.0),
            where_prec=WherePrecision({1: 1, 2: 2, 3: 4}.get(precision, 2)),
            country=None if iso is None else ISO_NUMERIC.get(int(iso)),
            admin1=cells["admin1"],
            admin2=cells["admin2"],
        ),
        actor1=side("1"),
        actor2=side("2"),
        fatalities=Count.exactly(int(cells["fatalities"])) if cells["fatalities"] else None,
        civilian_targeting=(cells["civilian_targeting"] or "").lower().startswith("civilian")
        or (cells["event_type"] or "").lower().startswith("violence against civ"),
        attribution=cells["source"],
    )
