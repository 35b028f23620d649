"""Writes the migrations of rooms whose models have changed. No database is asked.

python -m tools.make_migrations people scopes      the room, and what the migration is about
"""

import os
import subprocess
import sys
import warnings

from tools import ROOT

NOWHERE = "postgresql://nobody@127.0.0.1:1/nowhere"


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit("Which room, and what is the migration about? python -m tools.make_migrations people scopes")
    os.environ |= {"DJANGO_SETTINGS_MODULE": "tarazy.web.config.settings", "DATABASE_URL": NOWHERE}
    warnings.filterwarnings("ignore", message="Got an error checking a consistent migration history")
    import django
    from django.core.management import call_command

    django.setup()
    room, name = sys.argv[1:]
    call_command("makemigrations", room, name=name)
    folder = ROOT / "src/tarazy/web/rooms" / room / "migrations"
    for command in (["check", "--fix", "-q"], ["format", "-q"]):
        subprocess.run([sys.executable, "-m", "ruff", *command, folder], check=True)


if __name__ == "__main__":
    main()
