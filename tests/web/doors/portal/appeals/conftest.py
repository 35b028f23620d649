"""The register is tried on a conclusion of the scored pilot."""

from tests.web.appealing import appealing, appealing_template

__all__ = ["appealing", "appealing_template"]
