"""A value is a formula of variables."""

from __future__ import annotations

from tests.engine.spec.worked import Example, Spec, worked

SPEC = Spec(
    step="value",
    method="formula",
    what="""
An indicator's value is a formula of variables: pure arithmetic, the same for every unit. Anything conditional is a
method of
its own and has a name. Where a variable is missing, the value is missing. A division by zero, a logarithm of a number
that is
not above zero and the like are refused, with the units at fault: there is never an infinite value.
""",
    formula="""
`+ - * /`, `**` (power), brackets, numbers, names of variables from `variables.yaml`, and the functions `log` (natural
logarithm), `exp`, `sqrt`, `abs`, `min`, `max` (of two or more), `lag(variable, periods)`: the variable's value so many
periods
before.
""",
    parameters={},
    yaml="value: 100 * online_services / all_services",
    examples=[
        Example(
            title="Share of services delivered online",
            given={"online_services": [30.0, 12.0, None], "all_services": [40.0, 60.0, 50.0]},
            gives={"value": [75.0, 20.0, None]},
            by_hand=(
                "100 · 30 / 40 = 75; 100 · 12 / 60 = 20; the third unit gave no number of online "
                "services, so there is no value."
            ),
            says=("The value is 75, computed as 100 * online_services / all_services.",),
        ),
        Example(
            title="The Human Development Index of four countries",
            instead="""
value: >-
  ((life_expectancy - 20) / 65 * (expected_schooling / 18 + mean_schooling / 15) / 2
  * log(income / 100) / log(750)) ** (1 / 3)
""",
            given={
                "life_expectancy": [69.3622, 72.7504, 67.2398, 52.5254],
                "expected_schooling": [15.76500034, 15.59906006, 11.87462044, 8.035914334],
                "mean_schooling": [12.34756189, 8.128813955, 6.655109195, 2.57377421],
                "income": [23942.81837, 14369.88848, 6589.980037, 1364.169417],
            },
            gives={"value": [0.811, 0.754, 0.633, 0.394]},
            decimals=3,
            by_hand="""
Kazakhstan, Brazil, India and Chad in 2021, as the United Nations Development Programme publishes them in the Human
Development Report 2021/22: the four figures of each country, and its index.
""",
        ),
        Example(
            title="Change to the year before",
            instead="value: roads_km - lag(roads_km, 1)",
            given={"roads_km": [120.0, 80.0], "roads_km_lag_1": [100.0, None]},
            gives={"value": [20.0, None]},
            by_hand="120 - 100 = 20. The second unit has no value for the year before, so its change is missing.",
        ),
        Example(
            title="Functions",
            instead="value: log(max(roads_km, 1)) + sqrt(abs(roads_km)) ** 2",
            given={"roads_km": [10.0, 0.0, -4.0]},
            gives={"value": [12.302585093, 0.0, 4.0]},
            by_hand="ln 10 + 10 = 2.302585093 + 10; ln 1 + 0 = 0; ln 1 + (√4)² = 4.",
        ),
        Example(
            title="Division by zero",
            given={"online_services": [5.0, None, 7.0], "all_services": [0.0, 0.0, 9.0]},
            by_hand=(
                "5 / 0 has no value. In the second row there is nothing to divide, so the value is "
                "missing and nobody is at fault."
            ),
            refused="The formula divides by zero.",
            at=(0,),
        ),
    ],
    source="Arithmetic of IEEE 754 double precision. In a methodology the formula stands at the indicator itself.",
)

test_examples = worked(SPEC)
