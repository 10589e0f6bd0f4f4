"""The optional online fall-back: geopy's Nominatim and GeoNames geocoders, off unless the user asks for it.

What is sent is the place name and the countries to look in, nothing else. Requests go out at most one
a second, answers are kept on disk, and the services are told who asks.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol, cast

from geopy.adapters import URLLibAdapter
from geopy.exc import GeocoderRateLimited, GeopyError
from geopy.geocoders import GeoNames, Nominatim

from geoevents import __version__
from geoevents.errors import InvalidPlaceError, OnlineGeocoderError
from geoevents.model import Place

# URLLibAdapter below: the other one waits and asks again by itself, for as long as a 429 tells it to.
USER_AGENT = f"geoevents/{__version__} (places in news reports; at most one request a second)"
PAUSE_SECONDS = 1.0
_LOG = logging.getLogger(__name__)

# Nominatim's kinds as GeoNames has them; the rest is a populated place if it is a "place", else a spot.
_NOMINATIM_KINDS = {
    ("boundary", "administrative"): "ADMD",
    ("place", "country"): "PCLI",
    ("place", "state"): "ADM1",
    ("place", "region"): "RGN",
    ("place", "island"): "ISL",
    ("place", "sea"): "SEA",
    ("natural", "peak"): "MT",
    ("natural", "water"): "LK",
    ("waterway", "river"): "STM",
    ("waterway", "dam"): "DAM",
    ("aeroway", "aerodrome"): "AIRP",
}


class Service(Protocol):
    """One online geocoder."""

    name: str

    def ask(self, toponym: str, countries: Sequence[str], limit: int) -> list[dict[str, Any]]:
        """Raw answers of the service; raises GeopyError."""

    def read(self, raw: dict[str, Any]) -> Place | None:
        """One raw answer as a place; None for what is no place."""


class NominatimService:
    """Nominatim, OpenStreetMap's geocoder (data ODbL: shown and credited, not merged into ours)."""

    name = "nominatim"

    def __init__(
        self, *, domain: str = "nominatim.openstreetmap.org", scheme: str = "https", timeout: float = 10
    ) -> None:
        self._geocoder = Nominatim(
            user_agent=USER_AGENT, domain=domain, scheme=scheme, timeout=timeout, adapter_factory=URLLibAdapter
        )

    def ask(self, toponym: str, countries: Sequence[str], limit: int) -> list[dict[str, Any]]:
        """Raw answers, best first."""
        codes = [code.lower() for code in countries]
        options = {"country_codes": codes} if codes else {}
        answer = self._geocoder.geocode(
            toponym, exactly_one=False, limit=limit, addressdetails=True, language="en", **options
        )
        return [cast("dict[str, Any]", location.raw) for location in answer or ()]

    def read(self, raw: dict[str, Any]) -> Place | None:
        """A place out of Nominatim's JSON."""
        address = raw.get("address") or {}
        kind = (str(raw.get("class") or raw.get("category")), str(raw.get("type")))
        return Place(
            f"osm:{str(raw['osm_type'])[0]}{raw['osm_id']}",
            str(raw.get("name") or str(raw["display_name"]).partition(",")[0]),
            float(raw["lat"]),
            float(raw["lon"]),
            str(address["country_code"]).upper() if address.get("country_code") else None,
            _NOMINATIM_KINDS.get(kind, "PPL" if kind[0] == "place" else "SPOT"),
            admin1=address.get("state") or address.get("province"),
            gazetteer=self.name,
        )


class GeoNamesService:
    """GeoNames' own search; needs the user's account name."""

    name = "geonames-online"

    def __init__(
        self, username: str, *, domain: str = "secure.geonames.org", scheme: str = "https", timeout: float = 10
    ) -> None:
        self._geocoder = GeoNames(
            username,
            user_agent=USER_AGENT,
            domain=domain,
            scheme=scheme,
            timeout=timeout,
            adapter_factory=URLLibAdapter,
        )

    def ask(self, toponym: str, countries: Sequence[str], limit: int) -> list[dict[str, Any]]:
        """Raw answers, best first."""
        answer = self._geocoder.geocode(toponym, exactly_one=False, country=[c.upper() for c in countries] or None)
        return [cast("dict[str, Any]", location.raw) for location in answer or ()][:limit]

    def read(self, raw: dict[str, Any]) -> Place | None:
        """A place out of GeoNames' JSON."""
        number = int(raw["geonameId"])
        return Place(
            f"geonames:{number}",
            str(raw["name"]),
            float(raw["lat"]),
            float(raw["lng"]),
            str(raw["countryCode"]).upper() if raw.get("countryCode") else None,
            str(raw.get("fcode") or "SPOT"),
            admin1=str(raw["adminName1"]) if raw.get("adminName1") else None,
            admin1_code=str(raw["adminCode1"]) if raw.get("adminCode1") else None,
            population=int(raw["population"]) if raw.get("population") else None,
            geonameid=number,
            gazetteer=self.name,
        )


class OnlineGeocoder:
    """Asks a service for what the gazetteers do not know.

    Parameters
    ----------
    service : Service
        Who is asked.
    cache : Path
        Folder for the answers; the same question is never asked twice.
    countries : sequence of str
        ISO 3166-1 alpha-2; answers outside them are dropped. Empty: everywhere.
    clock, sleep : callable
        Seconds now, and how to wait.
    """

    def __init__(
        self,
        service: Service,
        cache: Path,
        *,
        countries: Sequence[str] = (),
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._service = service
        self._cache = cache
        self._countries = tuple(sorted({code.upper() for code in countries}))
        self._clock = clock
        self._sleep = sleep
        self._last = float("-inf")

    def find(self, toponym: str, *, limit: int = 5) -> list[Place]:
        """Places called ``toponym``, best first; [] if the service knows none.

        Raises
        ------
        OnlineGeocoderError
            If the service does not answer, refuses, or answers with what is no list of places.
        """
        name = " ".join(toponym.split())
        if not name:
            return []
        raws = self._cached(name, limit)
        if raws is None:
            raws = self._ask(name, limit)
            self._keep(name, limit, raws)
        places: list[Place] = []
        for raw in raws:
            try:
                place = self._service.read(raw)
            except (KeyError, TypeError, ValueError, AttributeError, InvalidPlaceError) as error:
                _LOG.warning("%s: an answer for %r was left out: %r", self._service.name, name, error)
                continue
            if place and (not self._countries or place.country in self._countries):
                places.append(place)
        return places

    def _ask(self, name: str, limit: int) -> list[dict[str, Any]]:
        wait = self._last + PAUSE_SECONDS - self._clock()
        if wait > 0:
            self._sleep(wait)
        self._last = self._clock()
        service = self._service.name
        try:
            return self._service.ask(name, self._countries, limit)
        except GeocoderRateLimited as error:
            later = f"; ask again in {error.retry_after} s" if error.retry_after else ""
            raise OnlineGeocoderError(f"{service} refuses more requests for now{later}") from error
        except GeopyError as error:
            raise OnlineGeocoderError(f"{service} did not answer for {name!r}: {error}") from error
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise OnlineGeocoderError(f"{service} answered for {name!r} with no list of places: {error!r}") from error

    def _path(self, name: str, limit: int) -> Path:
        question = json.dumps([self._service.name, name.casefold(), self._countries, limit], ensure_ascii=False)
        return self._cache / f"{hashlib.sha256(question.encode()).hexdigest()[:32]}.json"

    def _cached(self, name: str, limit: int) -> list[dict[str, Any]] | None:
        try:
            answer = json.loads(self._path(name, limit).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return answer if isinstance(answer, list) else None

    def _keep(self, name: str, limit: int, raws: list[dict[str, Any]]) -> None:
        self._cache.mkdir(parents=True, exist_ok=True)
        path = self._path(name, limit)
        part = path.with_suffix(f".{os.getpid()}.part")
        part.write_text(json.dumps(raws, ensure_ascii=False), encoding="utf-8")
        os.replace(part, path)


def open_service(name: str, *, username: str | None = None, server: str | None = None) -> Service:
    """The service called "nominatim" or "geonames".

    Parameters
    ----------
    name : str
        Which one.
    username : str, optional
        The user's GeoNames account; needed for "geonames".
    server : str, optional
        ``http://host:port`` of another server of the same kind, such as one's own Nominatim.

    Raises
    ------
    OnlineGeocoderError
        For another name, or a missing account.
    """
    scheme, _, domain = (server or "").rpartition("://")
    own: dict[str, str] = {"domain": domain, "scheme": scheme or "https"} if domain else {}
    if name == "nominatim":
        return NominatimService(**own)  # type: ignore[arg-type]
    if name != "geonames":
        raise OnlineGeocoderError(f"no online service is called {name!r}; there are nominatim and geonames")
    if not username:
        raise OnlineGeocoderError("GeoNames wants an account name; set GEOEVENTS_GEONAMES_USER")
    return GeoNamesService(username, **own)  # type: ignore[arg-type]
