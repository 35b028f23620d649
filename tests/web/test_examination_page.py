"""The page that `tarazy examine` writes, in a real browser: as a file, on a wide screen and a phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tarazy.cli.main import main
from tests.house.checkout import ROOT
from tests.web.browsing import listening


@pytest.mark.parametrize("lang", ["kk", "en"])
def test_the_page_can_be_read_by_everybody(browser: Browser, tmp_path: Path, lang: str) -> None:
    out = tmp_path / "report.html"
    data = [str(ROOT / "data/kz/observations.csv"), "--units", str(ROOT / "data/kz/units.csv"), "--period", "2023"]
    call = ["examine", "kz/regional-development/2024.1", *data, "--lang", lang, "--out", str(out)]
    assert main(call) == 0
    context = browser.new_context(bypass_csp=True)  # axe is a script, and the page allows none
    try:
        opened = listening(context)
        opened.page.goto(out.as_uri())
        assert opened.faults_in_every_look() == []
        assert opened.complaints == []
        assert opened.page.locator("html").get_attribute("lang") == lang
        assert opened.page.locator("figure svg").count() == 4
    finally:
        context.close()
