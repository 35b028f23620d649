"""Runs one benchmark of the folder benchmarks/, or lists them.

make bench ARGS=NAME
"""

import ast
import runpy
import sys

from tools import ROOT


def first_lines() -> dict[str, str]:
    """The benchmarks and what each says of itself in its first line."""
    found = {}
    for path in sorted((ROOT / "benchmarks").glob("[!_]*.py")):
        docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        found[path.stem] = docstring.partition("\n")[0]
    return found


def main() -> None:
    benchmarks = first_lines()
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name not in benchmarks:
        lines = "\n".join(f"    make bench ARGS={known:<12} {says}" for known, says in benchmarks.items())
        found = f"There is no benchmark {name!r}." if name else "Which benchmark?"
        sys.exit(f"{found} There are:\n{lines or '    none yet'}")
    del sys.argv[1]
    sys.path.insert(0, str(ROOT))
    runpy.run_module(f"benchmarks.{name}", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
