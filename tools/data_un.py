"""Derive the figures of data/un from the composite indices time series of the Human Development Report 2021/22.

    python -m tools.data_un SOURCE.csv.gz data/un

Writes units.csv, observations.csv (the four inputs), published.csv (the published index) and published_ranks.csv (the
published rank and class of 2021). Values are copied as text. Kazakh and Russian names of countries are CLDR's, with
the few exceptions below.
"""

import csv
import gzip
import sys
from collections.abc import Iterator
from pathlib import Path

from babel import Locale
from babel.core import get_global

from tools.tables import write

SOURCE = "undp_hdr_2021_22"
YEARS = range(1990, 2022)
INPUTS = {
    "le": "life_expectancy_at_birth",
    "eys": "expected_years_of_schooling",
    "mys": "mean_years_of_schooling",
    "gnipc": "gni_per_capita",
}
CLASSES = {"Very High": "very_high", "High": "high", "Medium": "medium", "Low": "low"}
AGGREGATES = {  # id in the source: Kazakh, Russian
    "ZZA.VHHD": ("Адам дамуының деңгейі өте жоғары елдер", "Страны с очень высоким уровнем человеческого развития"),
    "ZZB.HHD": ("Адам дамуының деңгейі жоғары елдер", "Страны с высоким уровнем человеческого развития"),
    "ZZC.MHD": ("Адам дамуының деңгейі орташа елдер", "Страны со средним уровнем человеческого развития"),
    "ZZD.LHD": ("Адам дамуының деңгейі төмен елдер", "Страны с низким уровнем человеческого развития"),
    "ZZE.AS": ("Араб мемлекеттері", "Арабские государства"),
    "ZZF.EAP": ("Шығыс Азия және Тынық мұхит аймағы", "Восточная Азия и Тихоокеанский регион"),
    "ZZG.ECA": ("Еуропа және Орталық Азия", "Европа и Центральная Азия"),
    "ZZH.LAC": ("Латын Америкасы және Кариб бассейні", "Латинская Америка и Карибский бассейн"),
    "ZZI.SA": ("Оңтүстік Азия", "Южная Азия"),
    "ZZJ.SSA": ("Сахараның оңтүстігіндегі Африка", "Африка к югу от Сахары"),
    "ZZK.WORLD": ("Әлем", "Мир"),
}
CLEARER = {  # where CLDR's everyday name is ambiguous or not what the source says
    "COD": ("Конго Демократиялық Республикасы", "Демократическая Республика Конго"),
    "COG": ("Конго Республикасы", "Республика Конго"),
    "FSM": ("Микронезия Федеративтік Штаттары", "Федеративные Штаты Микронезии"),
    "HKG": ("Гонконг (Қытайдың АӘА)", "Гонконг (САР Китая)"),
    "KOR": ("Корея Республикасы", "Республика Корея"),
    "MMR": ("Мьянма", "Мьянма"),
    "PRK": ("Корей Халық Демократиялық Республикасы", "Корейская Народно-Демократическая Республика"),
    "PSE": ("Палестина мемлекеті", "Государство Палестина"),
}
ABBREVIATED = {"Central African Rep.": "Central African Republic", "Eq. Guinea": "Equatorial Guinea"}

Row = dict[str, str]


def units(rows: list[Row]) -> Iterator[tuple[str, ...]]:
    alpha_2 = get_global("territory_aliases")
    kazakh, russian = Locale("kk").territories, Locale("ru").territories
    for row in rows:
        unit, english = row["iso3"], row["country"].strip()
        if unit in AGGREGATES:
            yield unit, "aggregate", "aggregate", *AGGREGATES[unit], english
            continue
        code = alpha_2[unit][0]
        names = CLEARER.get(unit, (kazakh[code], russian[code]))
        yield unit, "country", "country", *names, ABBREVIATED.get(english, english)


def observations(rows: list[Row]) -> Iterator[tuple[str, ...]]:
    for short, variable in sorted(INPUTS.items(), key=lambda pair: pair[1]):
        for row in rows:
            for year in YEARS:
                if value := row[f"{short}_{year}"]:
                    yield row["iso3"], str(year), variable, value, SOURCE


def published(rows: list[Row]) -> Iterator[tuple[str, ...]]:
    for row in rows:
        for year in YEARS:
            if value := row[f"hdi_{year}"]:
                yield row["iso3"], str(year), "un/hdi:index", "score", value, SOURCE


def ranks(rows: list[Row]) -> Iterator[tuple[str, ...]]:
    for row in rows:
        if rank := row["hdi_rank_2021"]:
            yield row["iso3"], "2021", "index", f"{float(rank):g}", CLASSES[row["hdicode"]]


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    source, folder = map(Path, sys.argv[1:])
    with gzip.open(source, "rt", encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["iso3"])
    write(folder / "units.csv", "unit,kind,peer_group,name_kk,name_ru,name_en", units(rows))
    write(folder / "observations.csv", "unit,period,variable,value,source", observations(rows))
    write(folder / "published.csv", "unit,period,variable,series,value,source", published(rows))
    write(folder / "published_ranks.csv", "unit,period,node,rank,band", ranks(rows))


if __name__ == "__main__":
    main()
