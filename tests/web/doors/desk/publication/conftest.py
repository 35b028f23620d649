"""Pages of publication are tried on three oblasts of Kazakhstan."""

from tests.web.computed import computed, computed_template

__all__ = ["computed", "computed_template"]
