"""Every message in three languages; and the finder of messages finds them."""

from pathlib import Path

import pytest

from tests.house.checkout import assert_none, invent
from tools import translations
from tools.messages import NotAText, engine_messages, web_messages

ENGINE = "src/tarazy/engine"
PAGES = "src/tarazy/web/doors/portal"
TEMPLATE = """{% load i18n %}<h1>don't {% translate "Home (page)" %}</h1>
{% translate "May" context "month" %}{{ x|default:_("none") }}
{% blocktranslate trimmed count n=rows|length with kind=k %}
    {{ n }} row of {{ kind }}
{% plural %}
    {{ n }} rows of {{ kind }}
{% endblocktranslate %}
"""


def po(language: str, *entries: str) -> str:
    header = translations.HEADER.format(language=language, plurals=translations.PLURALS[language])
    return "\n".join([header, *entries])


def entry(text: str, translation: str) -> str:
    return f'msgid "{text}"\nmsgstr "{translation}"\n'


def test_every_message_is_translated() -> None:
    assert_none(translations.problems())


def test_messages_of_the_engine_are_found_with_their_lines(tmp_path: Path) -> None:
    source = 'from x import msg\nTITLE = msg("Rank")\nraise Refused(msg("No {what} "\n  "for {unit}."))\n'
    root = invent(tmp_path, {f"{ENGINE}/steps/rank/dense.py": source, "src/tarazy/cli/main.py": 'msg("Done.")\n'})
    found = {asked.text: asked.place for asked in engine_messages(root / "src" / "tarazy")}
    assert found == {
        "Rank": f"{ENGINE}/steps/rank/dense.py:2",
        "No {what} for {unit}.": f"{ENGINE}/steps/rank/dense.py:3",
        "Done.": "src/tarazy/cli/main.py:1",
    }


def test_a_message_that_nobody_could_translate_is_refused(tmp_path: Path) -> None:
    root = invent(tmp_path, {f"{ENGINE}/run.py": 'msg(f"No {unit}.")\n'})
    with pytest.raises(NotAText, match=r"engine/run\.py:1"):
        list(engine_messages(root / "src" / "tarazy"))
    assert len(translations.problems(root / "src" / "tarazy")) == 1


def test_messages_of_pages_are_found(tmp_path: Path) -> None:
    python = '_("Region")\nngettext("%(n)s unit", "%(n)s units", n)\npgettext("verb", "Rank")\n_(unknown)\n'
    root = invent(tmp_path, {f"{PAGES}/views.py": python, f"{PAGES}/templates/portal/a.html": TEMPLATE})
    found = {(asked.context, asked.text, asked.plural) for asked in web_messages(root / "src" / "tarazy")}
    assert found == {
        (None, "Region", None),
        (None, "%(n)s unit", "%(n)s units"),
        ("verb", "Rank", None),
        (None, "Home (page)", None),
        ("month", "May", None),
        (None, "none", None),
        (None, "%(n)s row of %(kind)s", "%(n)s rows of %(kind)s"),
    }


def test_unsound_translations_are_named(tmp_path: Path) -> None:
    texts = ["good {a}", "unsaid", "empty", "unsure", "other {a}", "english words", "{title}: {score}"]
    source = "\n".join(f'msg("{text}")' for text in texts)
    catalogue = po(
        "kk",
        entry("good {a}", "жақсы {a}"),
        entry("empty", ""),
        "#, fuzzy\n" + entry("unsure", "мүмкін"),
        entry("other {a}", "басқа {b}"),
        entry("english words", "english words"),
        entry("{title}: {score}", "{title}: {score}"),
        entry("gone", "жоқ"),
        '#~ msgid "long gone"\n#~ msgstr "баяғыда жоқ"\n',
    )
    root = invent(tmp_path, {f"{ENGINE}/run.py": source, f"{ENGINE}/locale/run.kk.po": catalogue})
    found = [line.split(": ", 2)[2] for line in translations.problems(root / "src" / "tarazy", ["kk"])]
    assert found == [
        "'long gone' is obsolete (#~): remove it",
        "'gone' is asked for by no source: remove it",
        "'unsaid' is not translated",
        "'empty' is not translated",
        "'unsure' is marked fuzzy: read it again, then remove the mark",
        "'other {a}' has other placeholders than ['a']",
        "'english words' is still in English",
    ]


def test_every_plural_form_is_wanted(tmp_path: Path) -> None:
    template = f"{PAGES}/templates/portal/a.html"
    catalogue = "src/tarazy/web/locale/ru/LC_MESSAGES/django.po"
    plural = 'msgid "%(n)s row of %(kind)s"\nmsgid_plural "%(n)s rows of %(kind)s"\n'
    three = [f'msgstr[{form}] "%(n)s из %(kind)s"\n' for form in range(3)]
    others = ['msgctxt "month"\n' + entry("May", "май"), entry("Home (page)", "Главная"), entry("none", "нет")]
    root = invent(tmp_path, {template: TEMPLATE, catalogue: po("ru", *others, plural + "".join(three))})
    assert translations.problems(root / "src" / "tarazy", ["ru"]) == []
    invent(root, {catalogue: po("ru", *others, plural + "".join(three[:2]) + 'msgstr[2] ""\n')})
    assert [line.rpartition(")s' ")[2] for line in translations.problems(root / "src" / "tarazy", ["ru"])] == [
        "is not translated"
    ]
    invent(root, {catalogue: po("ru", *others, plural + "".join(three)).replace("nplurals=3", "nplurals=2")})
    assert any("Plural-Forms" in line for line in translations.problems(root / "src" / "tarazy", ["ru"]))


def test_update_adds_what_is_new_and_keeps_every_byte(tmp_path: Path) -> None:
    catalogue = po("kk", "# a note of the translator\n" + entry("Rank", "Орын"))
    root = invent(
        tmp_path,
        {
            f"{ENGINE}/steps/rank/dense.py": 'msg("Rank")\nmsg("Dense {a}")\n',
            f"{ENGINE}/locale/dense.kk.po": catalogue,
            f"{PAGES}/templates/portal/a.html": TEMPLATE,
        },
    )
    sources = root / "src" / "tarazy"
    assert translations.update(sources) == 1 + 2 + 4 + 4
    assert (root / f"{ENGINE}/locale/dense.kk.po").read_text(encoding="utf-8").startswith(catalogue)
    assert translations.update(sources) == 0
    assert {line.rpartition(" is ")[2] for line in translations.problems(sources)} == {"not translated"}


def test_prune_takes_out_what_nobody_asks_for_and_keeps_every_other_byte(tmp_path: Path) -> None:
    engine, pages = f"{ENGINE}/locale/dense.ru.po", "src/tarazy/web/locale/ru/LC_MESSAGES/django.po"
    kept = po("ru", "# a note of the translator\n" + entry("Rank", "Место"))
    month, library = 'msgctxt "month"\n' + entry("May", "май"), entry("This field is required.", "Заполните это поле.")
    root = invent(
        tmp_path,
        {
            f"{ENGINE}/steps/rank/dense.py": 'msg("Rank")\n',
            engine: kept + "\n" + entry("gone", "нет") + '\n#~ msgid "long gone"\n#~ msgstr "давно нет"\n',
            f"{PAGES}/templates/portal/a.html": TEMPLATE,
            pages: po("ru", entry("Gone from the page", "нет"), month, library),
        },
    )
    assert translations.prune(root / "src" / "tarazy") == 3
    assert (root / engine).read_text(encoding="utf-8") == kept
    assert (root / pages).read_text(encoding="utf-8") == po("ru", month, library)
    assert translations.prune(root / "src" / "tarazy") == 0


def test_compiled_catalogues_say_what_the_text_says(tmp_path: Path) -> None:
    import gettext

    catalogue = "src/tarazy/web/locale/kk/LC_MESSAGES/django.po"
    root = invent(tmp_path, {catalogue: po("kk", entry("Home", "Басты бет"))})
    assert translations.compile_all(root / "src" / "tarazy") == 1
    with (root / catalogue).with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Home") == "Басты бет"
