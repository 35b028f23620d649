"""Dates and numbers in Kazakh: «2026 жылғы 5 қаңтар», decimal comma; no line ends within a year or a day."""

YEAR = "Y\N{NO-BREAK SPACE}" + r"\ж\ы\л\ғ\ы"
DAY = "j\N{NO-BREAK SPACE}E"
DATE_FORMAT = f"{YEAR} {DAY}"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = f"{YEAR} {DAY}, H:i"
YEAR_MONTH_FORMAT = f"{YEAR} E"
MONTH_DAY_FORMAT = DAY
SHORT_DATE_FORMAT = "d.m.Y"
SHORT_DATETIME_FORMAT = "d.m.Y H:i"
FIRST_DAY_OF_WEEK = 1
DATE_INPUT_FORMATS = ["%d.%m.%Y", "%Y-%m-%d"]
DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "\N{NO-BREAK SPACE}"
NUMBER_GROUPING = 3
