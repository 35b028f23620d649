"""Every method has a spec, and its page in the manual is what the spec says."""

from __future__ import annotations

import pytest

from tarazy.engine.steps import methods
from tests.engine.spec.calls import STEPS
from tests.engine.spec.manual import CONTENTS, PAGES, contents, page, specs


@pytest.mark.parametrize("method", specs())
def test_the_page_is_what_the_spec_says(method: str) -> None:
    written = (PAGES / f"{method}.md").read_text(encoding="utf-8")
    assert written == page(specs()[method]), "write the pages anew: python -m tests.engine.spec.manual"


def test_the_list_of_methods_is_whole() -> None:
    assert CONTENTS.read_text(encoding="utf-8") == contents(), "write it anew: python -m tests.engine.spec.manual"


def test_there_is_no_page_without_a_method() -> None:
    assert sorted(path.stem for path in PAGES.glob("*.md")) == sorted(specs())


@pytest.mark.parametrize(("step", "method"), [(step, method) for step in STEPS for method in methods(step)])
def test_every_parameter_is_explained_and_no_other(step: str, method: str) -> None:
    if step == "value":
        return
    fields = methods(step)[method].Parameters.__struct_encode_fields__
    assert sorted(specs()[method].parameters) == sorted(fields)
