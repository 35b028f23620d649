"""A form with a field of every kind; nothing that is written into it goes anywhere."""

from __future__ import annotations

from django import forms

from tarazy.web.doors.portal.gallery.words import said_later

KINDS = [
    ("oblast", said_later("облыс", "область", "oblast")),
    (
        "city",
        said_later("республикалық маңызы бар қала", "город республиканского значения", "city of national significance"),
    ),
]
CONTACTS = [
    ("post", said_later("пошта", "почта", "letter")),
    ("message", said_later("хабарлама", "сообщение", "message")),
]


class SampleForm(forms.Form):
    """Bound to incomplete data, so that the gallery shows mistakes too."""

    title = forms.CharField(
        label=said_later("Көрсеткіштің атауы", "Название показателя", "Title of the indicator"),
        help_text=said_later("Бір жолға сыятындай.", "В одну строку.", "Short enough for one line."),
    )
    kind = forms.ChoiceField(label=said_later("Өңір түрі", "Вид региона", "Kind of region"), choices=KINDS)
    approved_on = forms.DateField(
        label=said_later("Бекітілген күні", "Дата утверждения", "Approved on"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": said_later(
                "Әдістеме бекітілген күнді көрсетіңіз.",
                "Укажите дату, когда методика утверждена.",
                "Give the date on which the methodology was approved.",
            )
        },
    )
    contact = forms.ChoiceField(
        label=said_later("Қалай жауап берейік?", "Как вам ответить?", "How shall we answer you?"),
        widget=forms.RadioSelect,
        choices=CONTACTS,
        error_messages={
            "required": said_later(
                "Жауап алу тәсілін таңдаңыз.", "Выберите способ ответа.", "Choose how we shall answer."
            )
        },
    )
    topics = forms.MultipleChoiceField(
        label=said_later("Бағыттар", "Направления", "Directions"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[
            ("health", said_later("денсаулық", "здоровье", "health")),
            ("schools", said_later("мектептер", "школы", "schools")),
        ],
    )
    evidence = forms.FileField(
        label=said_later("Растайтын құжат", "Подтверждающий документ", "Supporting document"), required=False
    )
    note = forms.CharField(
        label=said_later("Ескертпе", "Примечание", "Remark"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    agreed = forms.BooleanField(
        label=said_later(
            "Мәліметтің дұрыстығын растаймын", "Подтверждаю верность сведений", "I confirm that this is correct"
        ),
        required=False,
    )


def sample_form() -> SampleForm:
    form = SampleForm({"title": "Online 1", "kind": "oblast", "topics": ["schools"]})
    form.is_valid()
    return form
