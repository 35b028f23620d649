"""The six areas of SIGMA's principles of public administration (2023)."""

from __future__ import annotations

from typing import Final

from tarazy.engine.robustness.examination.frameworks.facts import definitions, unknown, worked_examples
from tarazy.engine.robustness.examination.frameworks.subjects import Stems, covered
from tarazy.engine.robustness.examination.material import Material
from tarazy.engine.robustness.examination.said import Framework, Said
from tarazy.engine.words import msg

AREAS: Final[tuple[tuple[str, Stems], ...]] = (
    (
        msg("A strategy of reform that is carried out"),
        {
            "en": (
                "development plan", "action plan", "strateg", "target indicators", "actions carried out", "reform",
            ),
            "ru": (
                r"план\w* развити", "выполнение плана", "стратеги", "целевые индикатор", "выполненные мероприят",
                "реформ",
            ),
            "kk": (
                "даму жоспар", r"жоспар\w* орындал", "стратегия", "нысаналы индикатор", "орындалған іс-шара",
                "реформа",
            ),
        },
    ),
    (
        msg("Policy is prepared with evidence and with those concerned"),
        {
            "en": (
                "proposals of the discussion", "public monitoring", "consultation", "civic",
                "citizens? participation", "meetings with residents", "discussed", "impact assessment",
            ),
            "ru": (
                "предложения обсуждени", "общественного мониторинга", "консультаци", "гражданское",
                r"участи\w+ (?:граждан|жителей|общест)", "встречи с жителями", "обсуди",
            ),
            "kk": (
                "талқыла", "қоғамдық мониторинг", "консультация", "азаматтық ағарту", "азаматтардың қатысу",
                "тұрғындармен кездесу",
            ),
        },
    ),
    (
        msg("Public servants are chosen on merit and kept"),
        {
            "en": (
                r"competition\b", "turnover of staff", "staff trained", "human resource", "civil servants",
                "qualified",
            ),
            "ru": (
                "по конкурсу", "сменяемость персонал", "служащ", "кадр", "квалификаци",
            ),
            "kk": (
                "конкурс бойынша", "персонал", "қызметші", "кадр", "білікті",
            ),
        },
    ),
    (
        msg("Bodies answer for what they do, and complaints are heard"),
        {
            "en": (
                "complaint", "appeals", "violations", "audit", "open data", "openness", "open portals", "corruption",
                "transparency",
            ),
            "ru": (
                "жалоб", "обращени", "нарушени", "аудит", r"открыт\w+ (?:данн|портал)", "коррупци", "прозрачност",
            ),
            "kk": (
                "шағым", "өтініш", "бұзушылық", "аудит", "ашық (?:дерек|портал)", "сыбайлас", "ашықтық",
            ),
        },
    ),
    (
        msg("Services are good, reachable and digital"),
        {
            "en": (
                r"services?\b.*(?:online|time|delivered|satisf)", "satisfaction", "online", "electronic", "automated",
                "access for persons", "digital", "internet users",
            ),
            "ru": (
                "услуг.*(?:онлайн|срок|оказан|электрон)", "удовлетворённост", "онлайн", "электронн", "автоматизир",
                "доступность для лиц", "цифров", "интернет",
            ),
            "kk": (
                "қызмет.*(?:онлайн|мерзім|көрсетіл|электрон)", "қанағаттан", "онлайн", "электрон", "автоматтандыр",
                "қолжетімді", "цифрлы", "интернет",
            ),
        },
    ),
    (
        msg("Public money is planned, spent and accounted for"),
        {
            "en": (
                "budget", "revenue", "expenditure (?:arrears|outturn|outside|composition|commitment|from)",
                "procurement", "public finance", "non-absorption", "payables", "public debt",
            ),
            "ru": (
                "бюджет", r"доход(?!ами ниже)\w* (?:к план|от|по)", "собственные доходы", "расход", "закуп",
                "общественными финансами", "неосвоени", "задолженност", "государственный долг",
            ),
            "kk": (
                "бюджет", "кіріс", "шығыс", "сатып алу", "қоғамдық қаржы", "игерілме", "берешек",
                "мемлекеттік (?:борыш|қарыз)",
            ),
        },
    ),
)  # fmt: skip


def sigma(material: Material) -> Framework:
    """Each area with the indicators about it; whether others could repeat the measurement."""
    requirements = [covered(material, name, stems) for name, stems in AREAS]
    requirements += [
        definitions(material, msg("What is measured is defined")),
        worked_examples(material, msg("Others can follow the computation")),
        unknown(
            msg("Users of services were asked themselves"),
            msg(
                "Needed: observations of the series “survey” among those that the methodology accepts, with their "
                "sample."
            ),
        ),
    ]
    about = Said(
        msg("The areas of SIGMA's principles of public administration (2023). An index of another subject need not "
            "cover them: this shows how far it does.")
    )  # fmt: skip
    return Framework("sigma", msg("SIGMA: principles of public administration"), about, requirements)
