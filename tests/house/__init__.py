"""The rules of the house itself: what neither the linter, nor the types, nor the import contracts can see.

Every check is a function of a folder that yields what is wrong in it. It is tried twice: on this checkout, where it
must find nothing, and on a small invented one, where it must find what was planted there.
"""
