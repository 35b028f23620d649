"""Officers at work: each reads a page and saves its cells as the page's own script does, one after the other."""

from __future__ import annotations

import asyncio
import json
import random
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

if TYPE_CHECKING:  # the models behind it can be imported inside Django only
    from benchmarks._collection_cycle import Asked, Seat


PATIENCE_SECONDS: Final = 60.0
NO_BREAK_SPACE, MINUS = "\xa0", "−"


@dataclass(frozen=True)
class Save:
    """One save, as it was meant and as the server answered. `state` is what the page is told, or a fault.

    `seen_value`: what the officer had read in the cell. `due`: when the officer wanted it, in seconds of the load.
    """

    officer: int
    submission: int
    cell: tuple[str, str]
    seen: int
    seen_value: float | None
    value: float
    due: float
    answered: float
    state: str
    edition: int = 0

    @property
    def latency(self) -> float:
        return self.answered - self.due


@dataclass
class Seen:
    """A cell as it stood when the officer read it last."""

    edition: int
    mark: str
    value: float | None
    agreement: bool


class Page(HTMLParser):
    """The fields of a page by name; of radio buttons only that they are there."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input" and given.get("name"):
            self.fields.setdefault(str(given["name"]), given.get("value") or "")

    def seen(self, prefix: str) -> Seen:
        number = self.fields[f"{prefix}-value"].replace(NO_BREAK_SPACE, "").replace(MINUS, "-")
        return Seen(
            int(self.fields[f"{prefix}-seen"]),
            self.fields[f"{prefix}-mark"],
            float(number) if number else None,
            f"{prefix}-agreement" in self.fields,
        )


class Connection:
    """One connection that is kept open, as a browser keeps it; opened anew where the server has closed it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(
        self, method: str, path: str, headers: dict[str, str], body: bytes = b""
    ) -> tuple[int, list[str], bytes]:
        """Status, cookies that are set, and content."""
        if self._streams is None or self._streams[1].is_closing() or self._streams[0].at_eof():
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self._port}", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        await writer.drain()
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        given = [tuple(line.split(": ", 1)) for line in head[1:] if ": " in line]
        of = {name.lower(): value for name, value in given}
        cookies = [value.partition(";")[0] for name, value in given if name.lower() == "set-cookie"]
        content = await self._chunks(reader) if "transfer-encoding" in of else await self._whole(reader, of)
        return int(head[0].split()[1]), cookies, content

    async def _whole(self, reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
        return await reader.readexactly(int(headers.get("content-length", "0")))

    async def _chunks(self, reader: asyncio.StreamReader) -> bytes:
        content = b""
        while size := int(await reader.readline(), 16):
            content += await reader.readexactly(size)
            await reader.readexactly(2)
        await reader.readexactly(2)
        return content

    def close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()


@dataclass
class Officer:
    """One person at one page. What is due while they still wait for an answer is done next, and counts from when it was
    due.
    """

    seat: Seat
    connection: Connection
    begun: float
    choice: random.Random
    view: dict[str, Seen] = field(default_factory=dict)
    token: str = ""
    cookies: dict[str, str] = field(default_factory=dict)
    due: asyncio.Queue[tuple[float, Asked] | None] = field(default_factory=asyncio.Queue)
    saves: list[Save] = field(default_factory=list)

    async def read(self) -> None:
        """Open the page of the block."""
        self.cookies["sessionid"] = self.seat.session
        status, cookies, content = await self.connection.ask("GET", self.seat.path, self._headers("text/html"))
        if status != 200:
            raise RuntimeError(f"{self.seat.path} answers {status}")
        self.cookies.update(cookie.split("=", 1) for cookie in cookies)
        page = Page(content.decode())
        self.token = page.fields["csrfmiddlewaretoken"]
        self.view = {cell.prefix: page.seen(cell.prefix) for cell in self.seat.cells}

    async def work(self) -> None:
        """Save what is due until nothing more will be."""
        while (wanted := await self.due.get()) is not None:
            due, cell = wanted
            save = await self._save(cell, due)
            self.saves.append(save)
            if save.state == "overtaken":  # they look at what the other person wrote
                await self.read()
            elif save.state == "saved":
                self.view[cell.prefix].edition, self.view[cell.prefix].value = save.edition, save.value

    async def _save(self, cell: Asked, due: float) -> Save:
        seen, value = self.view[cell.prefix], self._another_value(cell)
        told: dict[str, Any]
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                told = await self._post(cell, seen, value)
        except (OSError, EOFError, TimeoutError) as fault:
            told = {"state": type(fault).__name__}
        save = Save(
            self.seat.user, self.seat.submission, (cell.variable, cell.breakdown), seen.edition, seen.value, value, due,
            time.monotonic() - self.begun, told["state"], told.get("seen", 0),
        )  # fmt: skip
        seen.mark = told.get("mark", seen.mark)
        return save

    async def _post(self, cell: Asked, seen: Seen, value: float) -> dict[str, Any]:
        fields = {"value": f"{value:g}", "status": "", "note": "", "seen": str(seen.edition), "mark": seen.mark}
        if seen.agreement:
            fields |= {"agreement": "objected", "note": "A sample objection."}
        fields = {f"{cell.prefix}-{name}": text for name, text in fields.items()}
        body = urlencode(fields | {"csrfmiddlewaretoken": self.token}).encode()
        headers = self._headers("application/json") | {"Content-Type": "application/x-www-form-urlencoded"}
        status, _cookies, content = await self.connection.ask("POST", self.seat.path, headers, body)
        if status != 200:
            return {"state": f"status {status}"}
        told: dict[str, Any] = json.loads(content)["cells"][0]
        return told

    def _headers(self, accept: str) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Accept": accept, "Accept-Language": "en", "Cookie": cookies}

    def _another_value(self, cell: Asked) -> float:
        """A possible answer that is not the one that they see."""
        seen = self.view[cell.prefix].value
        while True:
            value = (
                self.choice.choice(cell.only)
                if cell.only
                else float(self.choice.randint(int(cell.low), int(min(cell.high, 99_999))))
            )
            if value != seen:
                return value


async def load(seats: list[Seat], port: int, rate: float, seconds: float, together: float) -> list[Save]:
    """Officers at work for so many seconds: `rate` saves a second, whoever has already been answered or not.

    `together`: the share of saves in which two officers of a body save one cell at the same moment.
    """
    chance = random.Random(20261122)
    begun = time.monotonic()
    officers = [Officer(seat, Connection(port), begun, random.Random(chance.random())) for seat in seats]
    for few in range(0, len(officers), 4):
        await asyncio.gather(*(officer.read() for officer in officers[few : few + 4]))
    for officer in officers:
        officer.begun = time.monotonic()
    begun = officers[0].begun
    work = [asyncio.create_task(officer.work()) for officer in officers]
    await _arrivals(officers, chance, begun, rate, seconds, together)
    for officer in officers:
        officer.due.put_nowait(None)
    await asyncio.gather(*work)
    for officer in officers:
        officer.connection.close()
    return [save for officer in officers for save in officer.saves]


async def _arrivals(
    officers: list[Officer], chance: random.Random, begun: float, rate: float, seconds: float, together: float
) -> None:
    """Saves fall due as a Poisson process. An officer has cells of their own, half of the page; the other half is what
    their colleague works at, and is what both touch at once.
    """
    halves: dict[int, list[Officer]] = {}
    for officer in officers:
        halves.setdefault(officer.seat.submission, []).append(officer)
    due = 0.0
    while True:
        due += chance.expovariate(rate / (1 + together))
        if due >= seconds:
            return
        await asyncio.sleep(max(0.0, begun + due - time.monotonic()))
        officer = chance.choice(officers)
        both = halves[officer.seat.submission]
        if chance.random() < together and len(both) > 1:
            cell = chance.choice(officer.seat.cells)
            for one in both:
                one.due.put_nowait((due, cell))
        else:
            own = officer.seat.cells[both.index(officer) :: len(both)] or officer.seat.cells
            officer.due.put_nowait((due, chance.choice(own)))
