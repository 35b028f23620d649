"""The workbench for 250 units: from an input to the changed picture on the screen, p95 under 200 ms.

    make bench ARGS=workbench              the whole measurement, about 2 minutes
    make bench ARGS="workbench --small"    12 units; no limit of time applies then

Scores the made-up country of benchmarks/portal in a folder of its own, signs a methodologist in, and moves sliders,
fills in fields and chooses methods with mouse and keyboard in a Chromium. The browser itself takes the times: from the
moment that it gives the input event to the moment after it has drawn the picture that came for it. `tarazy serve` runs
as in production, on the same processors as the browser.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks._portal_country import PLACE, Size, write_methodology, write_place
from benchmarks._processes import answering, processor_seconds
from benchmarks._published import record_place
from benchmarks._site import own_site, postmaster
from benchmarks.collection import quantile
from tarazy.cli.serving import free_port, processes_here
from tools.browser import from_path

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

MOST_SECONDS: Final = 0.200
# Counted by the browser: `timeStamp` is when it made the event. After the frame that follows the swap a message comes
# once that frame is drawn.
STOPWATCH: Final = """
() => {
  window.taken = [];
  let begun = null;
  addEventListener("input", (event) => (begun = event.timeStamp), true);
  new MutationObserver(() => {
    const from = begun;
    if (from === null) return;
    begun = null;
    requestAnimationFrame(() => {
      const drawn = new MessageChannel();
      drawn.port1.onmessage = () => window.taken.push(performance.now() - from);
      drawn.port2.postMessage(0);
    });
  }).observe(document.querySelector(".workbench-moves"), { childList: true });
}
"""


@dataclass(frozen=True)
class Scale:
    """`times`: inputs of each kind that are measured."""

    size: Size
    times: int
    is_small: bool


FULL: Final = Scale(Size(250, 100, 3), 25, is_small=False)
SMALL: Final = Scale(Size(12, 20, 2), 3, is_small=True)


@dataclass(frozen=True)
class Address:
    """The page, and the session of whoever opens it."""

    url: str
    session: str


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench ARGS=workbench", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--small", action="store_true", help="12 units, 20 indicators, 2 years")
    scale = SMALL if parser.parse_args().small else FULL
    with own_site():
        port = free_port()
        address = _begun(scale.size, port)
        command = [sys.executable, "-m", "tarazy.cli", "serve", "--port", str(port), "--no-worker"]
        with answering(command, f"http://127.0.0.1:{port}/health") as server:
            return 0 if _measured(scale, address, server) else 1


def _begun(size: Size, port: int) -> Address:
    """The country recorded and scored; a methodologist of its centre."""
    from tarazy.engine.load import load_methodology
    from tarazy.web.rooms.methodologies.actions import register_version
    from tarazy.web.rooms.people.queries import DEMO, system_actor
    from tarazy.web.rooms.results.actions.computing import compute

    begun, demo = time.monotonic(), system_actor(DEMO)
    with tempfile.TemporaryDirectory(prefix="tarazy-bench-") as folder:
        record_place(write_place(Path(folder), size))
        version = register_version(load_methodology(write_methodology(Path(folder), size)), by=demo)
        compute(version, by=demo)
    _say(f"{size.units} units and {size.indicators} indicators scored in {time.monotonic() - begun:.0f} s.")
    return Address(f"http://127.0.0.1:{port}/en/desk/methodologies/{version.pk}/workbench/", _methodologist())


def _methodologist() -> str:
    """The session of somebody who may use the workbench, second factor and all."""
    from allauth.mfa.models import Authenticator
    from django.test import Client
    from django.utils import timezone

    from tarazy.web.grammar.text import LocalText
    from tarazy.web.rooms.people.enums import OrganisationKind, Role
    from tarazy.web.rooms.people.models import Organisation, Post, User

    name = LocalText(kk="Орталық", ru="Центр", en="Centre")
    centre = Organisation.objects.create(id="centre", place=PLACE, kind=OrganisationKind.CENTRE, name=name)
    user = User.objects.create(username="methodologist", full_name="Methodologist", email="methodologist@example.kz")
    Post.objects.create(user=user, organisation=centre, role=Role.METHODOLOGIST, first_day=timezone.localdate())
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "-"})
    client = Client()
    client.force_login(user)
    return str(client.session.session_key)


def _measured(scale: Scale, address: Address, server: int) -> bool:
    from playwright.sync_api import sync_playwright

    chromium = from_path()
    if chromium is None:
        sys.exit("There is no Chromium to measure with; `make test` fetches one.")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright keeps an event loop in this thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        try:
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            context.add_cookies([{"name": "sessionid", "value": address.session, "url": address.url}])
            return _on_page(context.new_page(), scale, address.url, server)
        finally:
            browser.close()


def _on_page(page: Page, scale: Scale, url: str, server: int) -> bool:
    inputs = _Inputs(page, url)
    inputs.begin()
    # Every process of the server reads the figures once.
    cold = [inputs.taken(inputs.weight) for _ in range(6 * processes_here())]
    _say(f"First answers of {processes_here()} processes: {', '.join(f'{1000 * one:.0f}' for one in cold[:6])} ms.")
    _say(f"Load before: {os.getloadavg()[0]:.1f}")
    found = {}
    base, worked = postmaster(), 0.0
    for name, change in inputs.kinds.items():
        inputs.begin()
        before = processor_seconds(server, base)
        found[name] = [inputs.taken(change) for _ in range(scale.times)]
        worked += processor_seconds(server, base) - before
    _say(f"{1000 * worked / scale.times / len(found):.0f} ms of processor an input, of the server and its database.")
    found["drag"] = [inputs.dragged() for _ in range(max(1, scale.times // 4))]
    return _judged(found, scale)


class _Inputs:
    """One change a call, by mouse or keyboard, at a control that is chosen by lot."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url, self.lots = page, url, random.Random(2026)
        self.kinds: Mapping[str, Callable[[], None]] = {
            "weight": self.weight, "weight below": self.weight_below, "field": self.field,
            "goalpost": self.goalpost, "aggregation": self.aggregation, "normalisation": self.normalisation,
        }  # fmt: skip

    def begin(self) -> None:
        """The version as it is, every fold of the form open."""
        self.page.goto(self.url, wait_until="networkidle")
        self.page.evaluate("document.querySelectorAll('form details').forEach((one) => (one.open = true))")
        self.page.evaluate(STOPWATCH)

    def taken(self, change: Callable[[], None]) -> float:
        """Seconds from the input to the picture."""
        count = self._count()
        change()
        self.page.wait_for_function("count => window.taken.length > count", arg=count, timeout=30_000)
        if not self.page.locator("#moved svg").count():
            sys.exit(f"No picture came: {self.page.locator('#moved').inner_text()[:500]}")
        return float(self.page.evaluate("window.taken.at(-1)")) / 1000

    def dragged(self) -> float:
        """A slider is dragged on and on; from its last input to the picture of it."""
        slider = self._sliders("weight-dimension").first
        box = self._box(slider)
        self.page.mouse.move(box[0] + 2, box[1])
        self.page.mouse.down()
        for at in range(40):
            self.page.mouse.move(box[0] + box[2] * (0.1 + 0.02 * at * self.lots.uniform(0.9, 1.0)), box[1])
            self.page.wait_for_timeout(16)
        self.page.mouse.up()
        self.page.wait_for_timeout(1000)
        return float(self.page.evaluate("window.taken.at(-1)")) / 1000

    def weight(self) -> None:
        self._move(self._sliders("weight-dimension"))

    def weight_below(self) -> None:
        self._move(self._sliders("weight-satisfaction"))

    def goalpost(self) -> None:
        """The upper one, which stays above the lower."""
        self._move(self.page.locator("input[type=range][data-of^='normalise-'][data-of$='-high']"), 0.55)

    def field(self) -> None:
        field = self._one(self.page.locator("input[name^='weight.']"))
        field.fill(f"{self.lots.uniform(1, 90):.1f}")

    def aggregation(self) -> None:
        self._choose("aggregate.", ("arithmetic", "minimum", "maximum", "median"))

    def normalisation(self) -> None:
        self._choose("normalise.", ("goalposts", "min_max", "percentile_rank", "distance_to_best"))

    def _choose(self, name: str, methods: tuple[str, ...]) -> None:
        field = self._one(self.page.locator(f"select[name^='{name}'][data-node]"))
        now = field.input_value()
        field.select_option(self.lots.choice([one for one in methods if one != now]))

    def _sliders(self, of: str) -> Locator:
        return self.page.locator(f"input[type=range][data-of^='{of}']")

    def _move(self, sliders: Locator, least: float = 0.05) -> None:
        """A click on another place of a slider, not below a share of its length."""
        slider = self._one(sliders)
        x, y, width = self._box(slider)
        before = float(slider.evaluate("one => (one.value - one.min) / (one.max - one.min)"))
        shares = (self.lots.uniform(least, 0.95) for _ in range(1000))
        self.page.mouse.click(x + width * next(one for one in shares if abs(one - before) > 0.1), y)

    def _one(self, among: Locator) -> Locator:
        return among.nth(self.lots.randrange(among.count()))

    def _box(self, slider: Locator) -> tuple[float, float, float]:
        slider.scroll_into_view_if_needed()
        box = slider.bounding_box()
        assert box is not None
        return box["x"], box["y"] + box["height"] / 2, box["width"]

    def _count(self) -> int:
        return int(self.page.evaluate("window.taken.length"))


def _judged(found: Mapping[str, list[float]], scale: Scale) -> bool:
    _say(f"{'input':16}  times    p50    p95   most (ms)")
    every = [one for times in found.values() for one in times]
    for name, times in {**found, "all": every}.items():
        figures = [quantile(times, share) for share in (0.5, 0.95, 1.0)]
        _say(f"{name:16}{len(times):7}{''.join(f'{1000 * figure:7.0f}' for figure in figures)}")
    p95 = quantile(every, 0.95)
    held = p95 < MOST_SECONDS
    verdict = "no limit at this size" if scale.is_small else "held" if held else "BROKEN"
    _say(f"p95 {1000 * p95:.0f} ms; limit {1000 * MOST_SECONDS:.0f} ms; ratio {p95 / MOST_SECONDS:.2f}: {verdict}")
    return held or scale.is_small


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
