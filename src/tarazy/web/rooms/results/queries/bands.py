from __future__ import annotations

from tarazy.engine.model.methodology import Methodology
from tarazy.engine.run.stage import method_of
from tarazy.engine.steps import methods
from tarazy.web.ui.written import in_language


def band_titles(methodology: Methodology) -> dict[str, str]:
    """The name of each band in the language of the page."""
    band = method_of(methodology, "band")
    if band is None:
        return {}
    titles = methods("band")[band[0]].titles(band[1])
    return {band: in_language(title) for band, title in titles.items()}
