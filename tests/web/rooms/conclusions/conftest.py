"""Conclusions are tried on the scored pilot, appeals on one that the body has received."""

from tests.web.appealing import appealing, appealing_template
from tests.web.concluding import concluding, concluding_template

__all__ = ["appealing", "appealing_template", "concluding", "concluding_template"]
