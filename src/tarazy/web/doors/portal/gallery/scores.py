"""Invented scores: a tree, points lost, the way to a source, changes that would matter, a chart."""

from __future__ import annotations

from tarazy.web.doors.portal.gallery.words import said
from tarazy.web.ui.parts import Fact, Given, Loss, Node, Step, Together, Walk, WalkedPart, WhatIf
from tarazy.web.ui.written import number, percent

TREND = ((2019, 58.1), (2020, 55.4), (2021, 59.0), (2022, 60.3), (2023, 62.9), (2024, 63.7))


def health() -> tuple[Node, ...]:
    life = said("Күтілетін өмір сүру ұзақтығы", "Ожидаемая продолжительность жизни", "Life expectancy")
    doctors = said("10 мың адамға шаққандағы дәрігерлер", "Врачи на 10 тысяч человек", "Doctors per 10,000 people")
    return Node(life, 61.2, 4.9, 0.5, href="#chain"), Node(doctors, 54.9, 5.6, 0.5, href="#chain")


def economy() -> tuple[Node, ...]:
    product = said(
        "Жан басына шаққандағы жалпы өңірлік өнім",
        "Валовой региональный продукт на душу населения",
        "Gross regional product per head",
    )
    unemployment = said("Жұмыссыздық деңгейі", "Уровень безработицы", "Unemployment rate")
    roads = said("Жергілікті жолдар", "Местные дороги", "Local roads")
    return (
        Node(product, 88.4, 1.2, 0.4),
        Node(unemployment, 54.0, 5.8, 0.6, href="#chain", imputed=1.0),
        Node(roads, None, note=said("қолданылмайды", "неприменимо", "not applicable")),
    )


def tree() -> list[Node]:
    no_data = said("дерек жоқ", "нет данных", "no data")
    return [
        Node(
            said("Экономика", "Экономика", "Economy"),
            71.0,
            7.0,
            0.25,
            href="#table",
            opened=True,
            children=economy(),
            imputed=0.6,
        ),
        Node(said("Денсаулық", "Здоровье", "Health"), 58.1, 10.5, 0.25, href="#table", children=health()),
        Node(said("Қоршаған орта", "Окружающая среда", "Environment"), 49.2, 12.7, 0.25),
        Node(said("Қызмет сапасы", "Качество услуг", "Quality of services"), None, None, 0.25, note=no_data),
    ]


def losses() -> list[Loss]:
    return [
        Loss(said("Ауаға шығарындылар", "Выбросы в воздух", "Emissions into the air"), 8.9, "#chain"),
        Loss(said("Жұмыссыздық деңгейі", "Уровень безработицы", "Unemployment rate"), 5.8, "#chain"),
        Loss(
            said("10 мың адамға шаққандағы дәрігерлер", "Врачи на 10 тысяч человек", "Doctors per 10,000 people"), 5.6
        ),
        Loss(said("Су құбыры бар үйлер", "Дома с водопроводом", "Homes with running water"), 3.8),
        Loss(said("Жалпы өңірлік өнім", "Валовой региональный продукт", "Gross regional product"), 1.2),
    ]


def steps() -> list[Step]:
    rate = percent(0.049, 1)
    from_source = Step(
        said("Мән", "Значение", "Value"),
        said(f"Жұмыссыздық деңгейі: {rate}", f"Уровень безработицы: {rate}", f"Unemployment rate: {rate}"),
        rate,
        said("2024 жыл; ойдан шығарылған сан", "2024 год; число вымышлено", "2024; an invented figure"),
        "#table",
    )
    weight = Step(
        said("Салмақ", "Вес", "Weight"),
        said("Бағытта 0,5; индексте 0,125", "В направлении 0,5; в индексе 0,125", "0.5 in its direction, 0.125 in all"),
        said("6,7 балл", "6,7 балла", "6.7 points"),
    )
    lost = Step(
        said("Жоғалған балдар", "Потерянные баллы", "Points lost"),
        said(
            "Ең көбі 12,5 балл алуға болар еді", "Можно было получить до 12,5 балла", "Up to 12.5 points were possible"
        ),
        number(-5.8, 1),
    )
    return [from_source, normalisation(), weight, lost]


def walked_part() -> WalkedPart:
    """One indicator from its value to the points lost, with a doubt."""
    title = said("Жұмыссыздық деңгейі", "Уровень безработицы", "Unemployment rate")
    given = Given(
        title, "#table", "2024", percent(0.049, 1),
        source=said("Ойдан шығарылған сан", "Вымышленное число", "An invented figure"),
        doubt=said("Іріктеме шағын болды.", "Выборка была малой.", "The sample was small."),
    )  # fmt: skip
    together = Together(
        said("Еңбек", "Труд", "Work"),
        [said("Салмақталған орташа.", "Взвешенное среднее.", "The weighted mean.")],
    )
    return WalkedPart(
        said("Бағыт", "Направление", "Direction"),
        [Walk("walk-of-a-value", "1.1", title, number(54.0, 1), "", [given], [normalisation()])],
        [together],
    )


def normalisation() -> Step:
    low, high = percent(0.035, 1), percent(0.065, 1)
    return Step(
        said("Нормалау", "Нормирование", "Normalisation"),
        said(
            f"{low} мәніне 100 балл, {high} мәніне 0 балл беріледі",
            f"{low} даёт 100 баллов, {high} даёт 0 баллов",
            f"{low} gives 100 points, {high} gives 0 points",
        ),
        said("54,0 балл", "54,0 балла", "54.0 points"),
        said("Төмен болғаны жақсы", "Чем ниже, тем лучше", "Lower is better"),
    )


def changes() -> list[WhatIf]:
    return [
        WhatIf(
            said("Жұмыссыздық деңгейі", "Уровень безработицы", "Unemployment rate"),
            percent(0.049, 1),
            percent(0.046, 1),
            said(
                "Өңір 8-орынға көтерілер еді.", "Регион поднялся бы на 8-е место.", "The region would rise to rank 8."
            ),
        ),
        WhatIf(
            said("10 мың адамға шаққандағы дәрігерлер", "Врачи на 10 тысяч человек", "Doctors per 10,000 people"),
            number(31.2),
            number(33.9),
            said("Санат «жоғары» болар еді.", "Категория стала бы «высокая».", "The band would become “high”."),
        ),
    ]


def facts() -> list[Fact]:
    return [
        Fact(said("Орташа балл", "Средний балл", "Mean score"), number(61.83, 1)),
        Fact(said("Көрсеткіштер", "Показатели", "Indicators"), number(17, 0)),
        Fact(said("Бақылаулар", "Наблюдения", "Observations"), number(13453, 0)),
        Fact(said("Әдістеме", "Методика", "Methodology"), "2024.1", "#rule"),
    ]


def trend_chart(width: int = 640, height: int = 220) -> str:
    """A line drawn as `tarazy.reports` draws it: an image with a title, colours by their names."""
    left, right, top, bottom = 34, 44, 14, 26
    step = (width - left - right) / (len(TREND) - 1)
    points = [
        (left + step * place, top + (height - top - bottom) * (70 - score) / 20)
        for place, (_, score) in enumerate(TREND)
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    years = "".join(
        f'<text x="{x:.1f}" y="{height - 6}" text-anchor="middle" font-size="12" fill="var(--ink-2)">{year}</text>'
        for (x, _), (year, _) in zip(points, TREND, strict=True)
    )
    grid = "".join(
        f'<path d="M{left} {y:.1f}H{width - right}" stroke="var(--line)"/>'
        f'<text x="{left - 8}" y="{y + 4:.1f}" text-anchor="end" font-size="12" fill="var(--ink-2)">{score}</text>'
        for score in (50, 60, 70)
        for y in [top + (height - top - bottom) * (70 - score) / 20]
    )
    x, y = points[-1]
    title = said("Балл, 2019–2024 (ойдан шығарылған)", "Балл, 2019–2024 (вымышлено)", "Score, 2019 to 2024 (invented)")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{title}" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}"><title>{title}</title>{grid}{years}'
        f'<polyline points="{line}" fill="none" stroke="var(--series-1)" stroke-width="2.5" stroke-linejoin="round"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="var(--series-1)"/><text x="{x + 8:.1f}" y="{y + 4:.1f}" '
        f'font-size="13" font-weight="600" fill="var(--ink)">{number(TREND[-1][1], 1)}</text></svg>'
    )
