"""`python -m tarazy.cli` is `tarazy`."""

import sys

from tarazy.cli.main import main

sys.exit(main())
