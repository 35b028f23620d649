"""Doors do not write; in a room every write stands inside an act, which brings its rule, transaction and journal entry.

What a parser can see is checked here, by the names of Django's writing methods. What it cannot see (raw SQL from
elsewhere) the database's own triggers refuse or seal.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.checkout import ROOT, assert_none, functions, invent, parsed

WRITES = {
    "save", "create", "delete", "update", "get_or_create", "update_or_create", "bulk_create", "bulk_update",
    "asave", "acreate", "adelete", "aupdate", "aget_or_create", "aupdate_or_create", "abulk_create", "abulk_update",
    "cursor", "execute", "executemany",
}  # fmt: skip
DOORS = "src/tarazy/web/doors"
ROOMS = "src/tarazy/web/rooms"
# How far a running task is decides nothing and is gone when it ends: no act, and nothing for the history.
NO_ACTS = {"src/tarazy/web/rooms/work/actions.py": {"_say_how_far"}}


def is_write(node: ast.AST) -> bool:
    """A call of a writing method. `update` of a dictionary or a hash takes a value, that of a query only names."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr not in WRITES:
        return False
    if node.func.attr == "update":
        return bool(node.keywords) and not node.args
    return not is_super(node.func.value)


def is_super(node: ast.expr) -> bool:
    """`super().save()` in a model's own `save` is not where a write begins."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "super"


def is_act(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    named = [d.func if isinstance(d, ast.Call) else d for d in function.decorator_list]
    return any(
        (n.id if isinstance(n, ast.Name) else n.attr if isinstance(n, ast.Attribute) else "") == "act" for n in named
    )


def acting(tree: ast.Module) -> set[ast.AST]:
    """Everything inside acts, and inside private functions that nothing but acts of the same file mentions."""
    allowed = [function for function in functions(tree) if is_act(function)]
    inside = {node for function in allowed for node in ast.walk(function)}
    private = [function for function in functions(tree) if function.name.startswith("_") and function not in allowed]
    grew = True
    while grew:
        grew = False
        for function in private:
            mentions = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == function.name]
            if function not in inside and mentions and all(node in inside for node in mentions):
                inside.update(ast.walk(function))
                grew = True
    return inside


def writes_in_doors(root: Path) -> Iterator[str]:
    for name, tree in parsed(root, DOORS):
        for node in ast.walk(tree):
            if is_write(node):
                yield f"{name}:{node.lineno}: a door does not write; call an act of a room"


def writes_outside_acts(root: Path) -> Iterator[str]:
    for name, tree in parsed(root, ROOMS):
        if "migrations" in Path(name).parts:
            continue
        inside = acting(tree)
        for function in functions(tree):
            if function.name in NO_ACTS.get(name, set()):
                inside.update(ast.walk(function))
        for node in ast.walk(tree):
            if is_write(node) and node not in inside:
                yield f"{name}:{node.lineno}: this write stands outside a function with @act"


def test_doors_do_not_write() -> None:
    assert_none(writes_in_doors(ROOT))


def test_rooms_write_only_in_acts() -> None:
    assert_none(writes_outside_acts(ROOT))


def test_a_write_in_a_door_is_found(tmp_path: Path) -> None:
    view = """
def view(request):
    context.update({"a": 1})
    digest.update(b"x")
    Unit.objects.filter(id=1).update(name="x")
"""
    root = invent(tmp_path, {f"{DOORS}/portal/views.py": view, f"{DOORS}/desk/views.py": "form.save()\n"})
    assert [line.rpartition(":")[0] for line in writes_in_doors(root)] == [
        f"{DOORS}/desk/views.py:1",
        f"{DOORS}/portal/views.py:5",
    ]


def test_a_write_outside_an_act_is_found(tmp_path: Path) -> None:
    actions = """
@act("unit.add")
def add(unit, *, by):
    unit.save()
    _remember(unit)

def _remember(unit):
    Past.objects.create(unit=unit)

def _leak(unit):
    Past.objects.create(unit=unit)

def quietly(unit):
    _leak(unit)
    unit.delete()
"""
    root = invent(
        tmp_path,
        {
            f"{ROOMS}/units/actions.py": actions,
            f"{ROOMS}/units/migrations/0001_initial.py": "Unit.objects.create()\n",
            f"{ROOMS}/units/models.py": "class Unit:\n    def save(self):\n        super().save()\n",
        },
    )
    assert sorted(int(line.split(":")[1]) for line in writes_outside_acts(root)) == [11, 15]
