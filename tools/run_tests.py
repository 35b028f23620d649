"""All tests, in a real browser too, and those of the database's own once more on PostgreSQL 15.

make test          make test ARGS="-k explain"
make test-long     also what is marked long, with ten times as many generated examples
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tools import ROOT, browser, translations

DEBIAN_POSTGRES_15 = Path("/usr/lib/postgresql/15/bin")
WORKERS = ["-n", "2", "--dist", "loadfile"]
NOTHING_CHOSEN = 5  # an exit status of pytest
# Where Tarazy's own SQL and its tables are. What stands on them asks through these, so only test-long repeats it all.
OF_THE_DATABASE = ("tests/web/config", "tests/web/journal", "tests/web/grammar", "tests/web/rooms")


def postgres_15() -> Path | None:
    """The folder of PostgreSQL 15's server programs, if this machine has them."""
    if (DEBIAN_POSTGRES_15 / "initdb").exists():
        return DEBIAN_POSTGRES_15
    if not shutil.which("pg_config"):
        return None
    version, folder = (
        subprocess.run(["pg_config", option], capture_output=True, text=True, check=False).stdout.strip()
        for option in ("--version", "--bindir")
    )
    is_15 = version.startswith("PostgreSQL 15") and (Path(folder) / "initdb").exists()
    return Path(folder) if is_15 else None


def pytest(*options: str, **environment: str) -> int:
    command = [sys.executable, "-m", "pytest", "-q", *WORKERS, *options]
    return subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=False).returncode


def main() -> None:
    options = sys.argv[1:]
    long = options[:1] == ["--long"]
    if long:
        del options[0]
        os.environ["TARAZY_TEST_LONG"] = "1"
    started = time.perf_counter()
    print("2/5 Chromium", flush=True)
    try:
        chromium = browser.find()
    except browser.NoBrowser as problem:
        sys.exit(str(problem))
    print(f"2/5 Chromium: {chromium}, {time.perf_counter() - started:.0f} s", flush=True)
    print(f"3/5 Translations: {translations.compile_all()} catalogues compiled", flush=True)
    print(f"4/5 Tests, about {100 if long else 40} minutes", flush=True)
    outcome = pytest(*options, TARAZY_CHROMIUM=chromium)
    postgres = postgres_15()
    if postgres:
        print(f"5/5 Tests of the database once more, on PostgreSQL 15 of {postgres}, about 5 minutes", flush=True)
        # A browser sees the same pages whichever PostgreSQL lies below them.
        where = () if long or options else OF_THE_DATABASE
        again = pytest(
            "-m", "database and not browser", *where, *options, TARAZY_CHROMIUM=chromium,
            TARAZY_TEST_POSTGRES=str(postgres),
        )  # fmt: skip
        # Words given to pytest may choose tests that need no database: then there is nothing to repeat.
        outcome = outcome or (0 if options and again == NOTHING_CHOSEN else again)
    else:
        print("5/5 PostgreSQL 15 is not on this machine: the tests of the database ran on the embedded server only.")
    sys.exit(outcome)


if __name__ == "__main__":
    main()
