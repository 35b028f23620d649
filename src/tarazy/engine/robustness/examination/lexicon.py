"""Words that say by themselves which way is better, in the three languages of every title; and goals that do.

Why words: where an indicator was entered with the wrong sign, figures alone cannot tell a mistake from a conflict of
aims, for fewer emissions go with less trade as well. A title can: nobody wants more unemployment. So only words are
listed of which nobody would doubt it, as stems at the beginning of a word. A word of `TURNS` takes the verdict back:
complaints answered, poverty reduced, debt managed are good although complaints, poverty and debt are not. Two of the
three languages must say the same and none the opposite, so that a stem with two meanings in one language decides
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final, Literal, NamedTuple

from tarazy.engine.model.text import Text
from tarazy.engine.words import LANGUAGES

Sense = Literal["good", "bad"]
Stems = Mapping[str, tuple[str, ...]]

BAD: Final[Stems] = {
    "en": (
        "unemploy", "jobless", "povert", "below the subsistence", "mortalit", "deaths?\\b", "fatalit", "morbidit",
        "crimes?\\b", "homicid", "murder", "violen", "debts?\\b", "arrears", "emissions?\\b", "pollut", "corrupt",
        "accident", "injur", "suicid", "illitera", "dropout", "drop-out", "inequalit", "gini", "palma", "stunting",
        "malnutri", "undernourish", "homeless", "unsafe", "dilapidat", "complaints?\\b", "violations?\\b", "overdue",
        "losses?\\b", "loss\\b", "deficit", "inflation", "tariff", "barriers?\\b", "informal employ",
        "not in education", "adolescent birth", "teenage pregnan", "non-absorption", "deprivation",
        "turnover of staff", "residual", "disease", "addict", "hunger", "bribe", "shortage", "costs? to",
        "missing children",
    ),
    "ru": (
        "безработ", "бедност", "ниже прожиточного", "смертност", "смертей", "погибш", "заболеваемост", "преступ",
        "убийств", "насили", "долг\\b", "долга\\b", "задолженност", "выброс", "загрязн", "коррупц", "аварийн",
        "авари[йи]\\b", "травм", "самоубийств", "суицид", "неграмотн", "отсев", "неравенств", "джини", "пальм",
        "недоедан", "бездомн", "ветх", "жалоб", "нарушени", "просроч", "потер", "дефицит", "инфляц", "тариф",
        "барьер", "неформальн", "не учится", "девушек-подростков", "неосвоени", "сменяемост", "остаточн", "болезн",
        "наркоман", "голод", "взят(?:ок|к)", "нехватк", "депривац", "стоимость экспорта", "пропавш",
    ),
    "kk": (
        "жұмыссыз", "кедей", "күнкөріс", "өлім", "қаза", "сырқаттану", "қылмыс", "кісі өлтіру", "зорлық", "қарыз",
        "берешек", "шығарынды", "ластан", "сыбайлас", "жемқор", "апатты", "жарақат", "суицид", "сауатсыз",
        "теңсіздік", "джини", "пальма", "баспанасыз", "ескірген", "шағым", "бұзушылық", "мерзімі өткен", "жоғалту",
        "шығын\\b", "тапшылық", "инфляция", "тариф", "кедергі", "тосқауыл", "бейресми", "оқымайтын", "жасөспірім",
        "игерілме", "ауысымдылы", "қалдық", "ауру", "аштық", "пара\\b", "орманның азаю",
    ),
}  # fmt: skip

GOOD: Final[Stems] = {
    "en": (
        "life expectancy", "literacy", "satisfaction", "trust\\b", "employment rate", "graduates?\\b", "qualified",
        "vaccinat", "immunis", "internet users", "mobile phone users", "broadband", "renewable", "recycl", "survival",
        "wage employment", "employees\\b", "safe drinking", "product per head", "years of schooling", "jobs created",
    ),
    "ru": (
        "продолжительность жизни", "грамотност", "удовлетворённ", "удовлетворенн", "довери", "уровень занятости",
        "выпускник", "квалифицир", "квалификаци", "вакцин", "привит", "пользователей интернет", "мобильн",
        "широкополосн", "возобновляем", "переработ", "выживаемост", "наёмн", "безопасной питьевой", "продукт на душу",
        "продолжительность обучения", "созданные рабочие места",
    ),
    "kk": (
        "өмір сүру ұзақтығы", "сауаттылық", "қанағаттану", "сенім", "жұмыспен қамту деңгейі", "түлек", "біліктілі",
        "білікті", "вакцин", "егілген", "интернет пайдаланушы", "ұялы", "кең жолақты", "жаңартылатын", "қайта өңде",
        "жалдамалы", "қауіпсіз ауыз су", "жан басына шаққандағы өнім", "оқу ұзақтығы", "құрылған жұмыс орын",
    ),
}  # fmt: skip

TURNS: Final[Stems] = {
    "en": (
        "reduc", "decreas", "declin", "fall\\b", "fewer", "less\\b", "solv", "resolv", "remov", "answer", "prevent",
        "prepared", "fight", "combat", "against", "control", "manage", "monitor", "respon", "treat", "cover", "insur",
        "help", "support", "free\\b", "perception", "recover", "repaid", "collect", "recycl", "detect", "eliminat",
        "without", "lack", "gap", "no access", "audit", "plan", "strateg", "implement", "paid", "cured", "report",
        "approval", "recording", "refus", "below", "share .* out of",
    ),
    "ru": (
        "снижени", "сокращени", "уменьшени", "спад", "меньше", "раскры", "устран", "решён", "ответ", "предупрежд",
        "предотвращ", "готовност", "борьб", "противодейств", "контрол", "управлен", "мониторинг", "мер[ыа] ",
        "лечени", "охват", "охвачен", "страхов", "помощ", "поддержк", "свободн", "восприяти", "погаш", "собран",
        "переработ", "выявлен", "ликвидац", "без ", "нехватк", "отсутств", "не имеющ", "аудит", "план", "стратеги",
        "рассмотр", "исполнен", "учёт", "одобрен", "к целев",
    ),
    "kk": (
        "төмендеу", "төмендет", "азайт", "азаю", "қысқар", "аз —", "ашыл", "жойыл", "жою", "шешіл", "жауап",
        "алдын алу", "дайынд", "күрес", "қарсы", "бақыла", "басқар", "мониторинг", "емде", "қамту", "қамтыл",
        "сақтандыр", "көмек", "қолда", "қабылдау индексі", "қабылдау", "өтел", "жинал", "қайта өңде", "анықтал",
        "жоқ", "жетіспе", "аудит", "жоспар", "стратегия", "қара[лу]", "орындал", "есепке алу", "нысаналы",
    ),
}  # fmt: skip
# Where the bad word itself holds one that turns: below the subsistence minimum.
NOT_TURNED: Final[Stems] = {"en": ("below the",), "ru": ("ниже прожиточного",), "kk": ("күнкөріс",)}

# Which way the indicators of the global framework of the Sustainable Development Goals are better, by their code.
GOALS_LOWER: Final = frozenset((
    "1.1.1", "1.2.1", "1.2.2", "1.5.1", "2.1.1", "2.1.2", "2.2.1", "2.2.2", "3.1.1", "3.2.1", "3.2.2", "3.3.1",
    "3.3.2", "3.3.3", "3.4.1", "3.4.2", "3.6.1", "3.7.2", "3.9.1", "3.9.2", "3.9.3", "3.a.1", "5.2.1", "5.3.1",
    "6.4.2", "8.3.1", "8.5.2", "8.6.1", "8.7.1", "8.8.1", "9.4.1", "11.1.1", "11.5.1", "11.6.2", "12.3.1", "15.3.1",
    "16.1.1", "16.1.2", "16.1.3", "16.5.1", "16.5.2",
))  # fmt: skip
GOALS_HIGHER: Final = frozenset((
    "1.3.1", "3.1.2", "3.7.1", "3.8.1", "3.b.1", "4.1.2", "4.2.2", "4.4.1", "4.6.1", "4.c.1", "5.5.1", "5.5.2",
    "5.b.1", "6.1.1", "6.2.1", "6.3.1", "7.1.1", "7.1.2", "7.2.1", "8.1.1", "8.2.1", "8.10.2", "9.1.1", "9.5.1",
    "9.c.1", "11.2.1", "12.5.1", "16.9.1", "17.8.1",
))  # fmt: skip


class Reading(NamedTuple):
    """What a title says; `word`: by which word, in a language that has none by that of another. `languages`: those that
    have one.
    """

    sense: Sense
    word: Text
    languages: tuple[str, ...]


def sense_of_title(title: Text) -> Reading | None:
    """Whether more of what a title names is good or bad; None where the words do not say.

    >>> found = sense_of_title(Text(kk="Жұмыссыздық деңгейі", ru="Уровень безработицы", en="Unemployment rate"))
    >>> found.sense, found.word.ru, found.languages
    ('bad', 'безработицы', ('kk', 'ru', 'en'))
    >>> sense_of_title(Text(kk="Жауап берілген шағымдар", ru="Жалобы с ответом", en="Complaints answered"))
    """
    found = {lang: _sense(title.in_language(lang), lang) for lang in LANGUAGES}
    said = {lang: one for lang, one in found.items() if one is not None}
    senses = {sense for sense, _ in said.values()}
    if len(said) < 2 or len(senses) != 1:
        return None
    any_word = next(word for _, word in said.values())
    words = {lang: said[lang][1] if lang in said else any_word for lang in LANGUAGES}
    return Reading(senses.pop(), Text(**words), tuple(said))


def _sense(text: str, lang: str) -> tuple[Sense, str] | None:
    bad, good = _found(text, BAD[lang]), _found(text, GOOD[lang])
    turned = _found(text, TURNS[lang]) and not _found(text, NOT_TURNED[lang])
    if turned or not (bad or good):
        return None
    # Bad beats good: income poverty, inequality of life expectancy.
    return ("bad", bad) if bad else ("good", good)


def _found(text: str, stems: Sequence[str]) -> str:
    """The whole word that begins with one of the stems, empty if there is none."""
    match = _pattern(tuple(stems)).search(text)
    return match[0].strip() if match else ""


@cache
def _pattern(stems: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(stems)})\w*", re.IGNORECASE)


def sense_of_goals(goals: Sequence[str]) -> Sense | None:
    """Which way the goals that an indicator serves are better; None where they do not say, or not the same.

    >>> sense_of_goals(["8.5.2"]), sense_of_goals(["8.5"])
    ('bad', None)
    """
    lower, higher = GOALS_LOWER.intersection(goals), GOALS_HIGHER.intersection(goals)
    if bool(lower) == bool(higher):
        return None
    return "bad" if lower else "good"
