"""Which cells of a table of counts are not published, so that nobody in a small group can be made out.

`choice` finds the cells, `solved` what a reader could work out of everything that is published.
"""
