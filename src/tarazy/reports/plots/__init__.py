"""Pictures of whatever a reader asks for, written as SVG at once: lines, bars, distribution, scatter.

They serve views that nobody has asked for before and nobody may ask for again, where a drawing engine is too slow
(docs/decisions/0014). Every mark carries its words as a `<title>`; colours are the tokens of the page.
"""
