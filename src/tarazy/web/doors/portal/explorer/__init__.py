"""The explorer: any variables, units, periods and breakdowns as a picture with its table, each view at its address."""
