"""Bands by thresholds."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="band",
    method="thresholds",
    what="""
Every score lies in a band, which begins at a score and ends where the next begins. The first begins at the least
possible score. A score is compared by its first
12 significant digits, so no unit misses a band by the last bit of a processor.
""",
    formula="band = the last one that begins at or below the score",
    parameters={
        "bands": (
            "from the lowest up: `band` (a name), `title` in three languages, `from` (the score at which it begins)"
        ),
        "source": "where the bands are laid down",
        "date": "of which day",
    },
    yaml="""
band:
  method: thresholds
  source: "Order No. 2"
  date: 2024-01-01
  bands:
    - {band: low, title: {kk: "Төмен", ru: "Низкая", en: "Low"}, from: 0}
    - {band: middle, title: {kk: "Орташа", ru: "Средняя", en: "Middle"}, from: 50}
    - {band: high, title: {kk: "Жоғары", ru: "Высокая", en: "High"}, from: 70}
""",
    examples=[
        Example(
            title="On the threshold",
            given={"score": [50.0, 49.99999, 49.9999999999999, 70.0, 100.0, 0.0, None]},
            gives={"band": ["middle", "low", "middle", "high", "high", "low", None]},
            by_hand="50 begins the middle band. The third score is 50 in its first twelve digits.",
            says=("50 points lie in the band “middle”, from 50 to below 70.",),
        ),
        Example(
            title="Levels of human development",
            instead="""
band:
  method: thresholds
  source: "UNDP, Human Development Report 2021/22"
  date: 2022-09-08
  bands:
    - {band: low, title: {kk: "Төмен", ru: "Низкий", en: "Low"}, from: 0}
    - {band: medium, title: {kk: "Орташа", ru: "Средний", en: "Medium"}, from: 0.55}
    - {band: high, title: {kk: "Жоғары", ru: "Высокий", en: "High"}, from: 0.7}
    - {band: very_high, title: {kk: "Өте жоғары", ru: "Очень высокий", en: "Very high"}, from: 0.8}
""",
            given={"score": [0.811, 0.962, 0.754, 0.699, 0.633, 0.394]},
            gives={"band": ["very_high", "very_high", "high", "medium", "medium", "low"]},
            by_hand="""
Kazakhstan, Switzerland, Brazil, the Philippines, India and Chad in 2021: the index and the level that the Human
Development Report 2021/22 gives each.
""",
        ),
    ],
    source="The methodology's own thresholds.",
)

test_examples = worked(SPEC)
