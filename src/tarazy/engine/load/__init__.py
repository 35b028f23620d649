"""The text of a methodology -> the model, with file and line in every problem."""

from tarazy.engine.load.methodology import load_methodology, methodology_from_files

__all__ = ["load_methodology", "methodology_from_files"]
