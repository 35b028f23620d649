"""Every example in a docstring of the engine runs and gives what it says."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import tarazy.engine
from tarazy.engine.steps import ORDER, methods
from tests.engine.scenes import scene, seen

MODULES = sorted(info.name for info in pkgutil.walk_packages(tarazy.engine.__path__, "tarazy.engine."))
STEPS = ("value", *ORDER)


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name: str) -> None:
    module = importlib.import_module(name)
    failed, _ = doctest.testmod(module, extraglobs={"scene": scene, "seen": seen}, optionflags=doctest.ELLIPSIS)
    assert failed == 0


@pytest.mark.parametrize(("step", "method"), [(step, method) for step in STEPS for method in methods(step)])
def test_every_method_shows_an_example(step: str, method: str) -> None:
    module = methods(step)[method]
    for does in ("compute", "fill", "counted"):
        if hasattr(module, does):
            assert ">>> " in (getattr(module, does).__doc__ or ""), f"{step}/{method}.{does} has no example"
