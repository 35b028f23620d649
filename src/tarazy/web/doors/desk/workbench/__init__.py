"""The workbench: weights, methods and goalposts of a version are changed, and it is seen at once who moves."""
