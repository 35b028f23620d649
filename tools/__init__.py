"""What a developer's commands call (docs/decisions/0002). The product never imports this."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
