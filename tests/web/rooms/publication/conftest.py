"""Approval is tried on the results of three oblasts of Kazakhstan."""

from tests.web.computed import computed, computed_template

__all__ = ["computed", "computed_template"]
