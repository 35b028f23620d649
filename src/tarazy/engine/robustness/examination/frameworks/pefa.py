"""The seven areas of the PEFA framework (2016) for the management of public money, and how it assesses."""

from __future__ import annotations

from typing import Final

from tarazy.engine.robustness.examination.frameworks.facts import fixed_rules, supporting_documents, unknown
from tarazy.engine.robustness.examination.frameworks.subjects import Stems, covered
from tarazy.engine.robustness.examination.material import Material
from tarazy.engine.robustness.examination.said import Framework, Said
from tarazy.engine.words import msg

AREAS: Final[tuple[tuple[str, Stems], ...]] = (
    (
        msg("The budget is carried out as adopted"),
        {
            "en": (
                "outturn", "budget execution", "results of budget", "non-absorption", "indicators of budget",
                "own revenue",
            ),
            "ru": (
                "исполнени[ея] (?:бюджет|структур|совокупн|доход|расход)", "результаты бюджет", "неосвоени",
                r"\w+ показатели бюджет", "собственные доходы",
            ),
            "kk": (
                "(?:атқарылу|орындалу)", "бюджет(?:тік)? бағдарлама", "игерілме", "меншікті кіріс", "өз кіріс",
            ),
        },
    ),
    (
        msg("Public money is open to view"),
        {
            "en": (
                "access to fiscal", "budget documentation", "budget classification", "citizens' budget",
                "budget openness", "discussed the budget", "extrabudgetary", "outside financial reports",
            ),
            "ru": (
                "бюджетной информаци", "бюджетная (?:документация|классификация)", "гражданский бюджет",
                "обсудивших бюджет", "внебюджетн", "вне финансовой отчётност",
            ),
            "kk": (
                "бюджет(?:тік)? (?:ақпарат|құжат|сыныптама|жіктеме)", "азаматтық бюджет", "бюджетті талқыла",
                "бюджеттен тыс", "қаржылық есептілік(?:тен)? тыс",
            ),
        },
    ),
    (
        msg("Assets, investment and debt are managed"),
        {
            "en": (
                r"assets?\b", "debt", "investment project", "contingent liabilit", "public corporations",
            ),
            "ru": (
                "актив", "долг", "инвестиционных проект", "условные обязательств", "корпораци",
            ),
            "kk": (
                "актив", "борыш", "қарыз", "инвестициялық жоба", "шартты міндеттеме", "корпорация",
            ),
        },
    ),
    (
        msg("The budget follows policy"),
        {
            "en": (
                "forecast", "medium-term", "fiscal strategy", "budget preparation", "macroeconomic",
                "budget calendar", "scrutiny of budgets",
            ),
            "ru": (
                "прогноз", "среднесрочн", "бюджетная стратеги", r"подготовк\w+ бюджет", "макроэкономич",
                "бюджетный календар",
            ),
            "kk": (
                "болжа", "орта мерзімді", "бюджет(?:тік)? стратегия", "бюджетті дайында", "макроэкономика",
                "бюджет күнтізбе",
            ),
        },
    ),
    (
        msg("Revenue and spending are under control"),
        {
            "en": (
                "procurement", "payroll", "internal (?:audit|control)", "arrears", "overdue payables", "cash",
                "revenue (?:risk|collection|accounts|audit)",
            ),
            "ru": (
                "закуп", "зарплат", r"внутренн\w+ (?:аудит|контрол)", "задолженност", "денежных средств",
                "по доходам", "поступлени",
            ),
            "kk": (
                "сатып алу", "жалақы", "ішкі (?:аудит|бақылау)", "берешек", "қолма-қол", "ақша қаражат", "кіріс",
            ),
        },
    ),
    (
        msg("Accounts are kept and reported"),
        {
            "en": (
                "accounting standards", "suspense accounts", "reconciliation", "financial report", "bank accounts",
                "budget reports",
            ),
            "ru": (
                "стандарты учёта", "невыясненных", "сверка", r"финансов\w+ отчётност", "представление отчётност",
            ),
            "kk": (
                "есепке алу стандарт", "анықталмаған", "салыстырып тексеру", "қаржылық есептілік", "есептілікті",
            ),
        },
    ),
    (
        msg("Auditors and the legislature look at it from outside"),
        {
            "en": (
                "external audit", "audit reports?", "supreme audit", "after audit", "audit findings",
                "audit recommendations", "audit opinion",
            ),
            "ru": (
                r"внешн\w+ аудит", "аудиторск", "высшего органа аудит", "итогам аудит", "рекомендаций аудит",
            ),
            "kk": (
                "сыртқы аудит", "аудиторлық", "жоғары аудит", "аудит қорытынды", "аудит(?:тен| нәтиже)",
                "аудит ұсыным",
            ),
        },
    ),
)  # fmt: skip


def pefa(material: Material) -> Framework:
    """Each area with the indicators about it; how it is assessed."""
    requirements = [covered(material, name, stems) for name, stems in AREAS]
    requirements += [
        fixed_rules(material, msg("Points follow rules that are fixed beforehand")),
        supporting_documents(material, msg("Every figure has its supporting document")),
        unknown(
            msg("Others than the authors have checked the quality"),
            msg("Needed: a review of the draft by several institutions, with their remarks and the answers."),
        ),
    ]
    about = Said(
        msg("The areas that PEFA (2016) looks at in the management of public money. An index of another subject need "
            "not cover them: this shows how far it does.")
    )  # fmt: skip
    return Framework("pefa", msg("PEFA: public expenditure and financial accountability"), about, requirements)
