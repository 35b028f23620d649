"""The four fields in which ISO 18091 sets out the diagnosis of a local government."""

from __future__ import annotations

from typing import Final

from tarazy.engine.robustness.examination.frameworks.facts import bands, supporting_documents, unknown
from tarazy.engine.robustness.examination.frameworks.subjects import Stems, covered
from tarazy.engine.robustness.examination.material import Material
from tarazy.engine.robustness.examination.said import Framework, Said
from tarazy.engine.words import msg

FIELDS: Final[tuple[tuple[str, Stems], ...]] = (
    (
        msg("Institutions that govern well"),
        {
            "en": (
                "budget", "audit", "services? delivered", "complaint", "open data", "development plan", "procurement",
                "staff", "civic", "corruption", "appeals", "instructions", "satisfaction with",
            ),
            "ru": (
                "бюджет", "аудит", "услуг", "жалоб", "открытые данн", r"план\w* развити", "закуп", "персонал",
                "служащ", "гражданское", "коррупци", "обращени", "поручени",
            ),
            "kk": (
                "бюджет", "аудит", "көрсетілетін қызмет", "көрсетілген қызмет", "шағым", "ашық дерек", "даму жоспар",
                "сатып алу", "персонал", "қызметші", "азаматтық ағарту", "сыбайлас", "өтініш", "тапсырма",
            ),
        },
    ),
    (
        msg("An economy that lasts"),
        {
            "en": (
                r"product\b", "investment", "employ", "jobs", "income", "trade", "revenue", "growth", "labour",
                "wage", "gdp",
            ),
            "ru": (
                "продукт", "инвестици", "занят", "безработ", "рабочие места", "доход", "торговл", "рост", "труд",
                "наёмн", "ввп",
            ),
            "kk": (
                "өнім", "инвестиция", "жұмыс", "қамтыл", "табыс", "кіріс", "сауда", "өсу", "өсім", "еңбек",
                "жалдамалы", "жіө",
            ),
        },
    ),
    (
        msg("A society that leaves nobody behind"),
        {
            "en": (
                "health", "mortalit", "life expectancy", "school", "education", "teacher", "poverty", "subsistence",
                "housing", "deaths", "births", "women", "female", "disabilit", "safety", "youth", "villages",
                "broadband",
            ),
            "ru": (
                "здоров", "смертност", "продолжительность жизни", "школ", "обучени", "образовани", "педагог",
                "бедност", "прожиточн", "жильё", "домах", "рождаемост", "женщин", "инвалидност", "безопасност",
                "молодёж", "сёл",
            ),
            "kk": (
                "денсаулық", "өлім", "өмір сүру ұзақтығы", "мектеп", "оқу", "білім", "педагог", "кедей", "күнкөріс",
                "тұрғын үй", "үйде", "туу", "босан", "әйел", "мүгедек", "қауіпсіздік", "жастар", "ауыл",
            ),
        },
    ),
    (
        msg("An environment that is kept"),
        {
            "en": (
                "emission", "waste", "renewable", "energy", "forest", "air quality", r"water\b", "sanitation",
                "environment", "material consumption", "green",
            ),
            "ru": (
                "выброс", "отход", "возобновляем", "энерги", "лес", "качество воздух", "вод[аыу]", "водопровод",
                "санитари", "окружающ", "потребление материал", "зелён",
            ),
            "kk": (
                "шығарынды", "қалдық", "жаңартылатын", "энергия", "орман", "ауа сапа", r"су\b", "су құбыр",
                "санитария", "қоршаған", "материал тұтыну", "жасыл",
            ),
        },
    ),
)  # fmt: skip


def iso_18091(material: Material) -> Framework:
    """Each field with the indicators about it; levels and proof."""
    requirements = [covered(material, name, stems) for name, stems in FIELDS]
    requirements += [
        bands(material, msg("Every result is read in levels")),
        supporting_documents(material, msg("Every level is proven by documents")),
        unknown(
            msg("Citizens take part in the assessment"),
            msg("Needed: who assessed, who verified, and records of the meetings with citizens."),
        ),
    ]
    about = Said(
        msg("The fields in which ISO 18091 looks at a local government. An index of another level need not cover them: "
            "this shows how far it does.")
    )  # fmt: skip
    return Framework("iso_18091", msg("ISO 18091: quality in local government"), about, requirements)
