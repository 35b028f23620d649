"""What people of the demonstration write and hand in: it says of itself that it is a sample."""

from __future__ import annotations

import io
from typing import Final

from tarazy.web.rooms.collection.actions.evidence import Document
from tarazy.web.rooms.files.actions import keep_content
from tarazy.web.rooms.people.models import User

EXPLANATION: Final = "Үлгі түсіндірме / образец пояснения / sample explanation"
NOTE: Final = "Үлгі ескертпе, 4-бет / образец замечания, с. 4 / sample note, page 4"
REPORT: Final = "Үлгі қорытынды / образец заключения / sample conclusion"
ADVICE: Final = "Үлгі ұсыным / образец рекомендации / sample recommendation"
MISTAKES: Final = (
    "Үлгі: қателері бар нысан, оны «Толтырылған нысанды жүктеу» бетіне беріңіз / образец: форма с ошибками, дайте её "
    "на странице «Загрузить заполненную форму» / sample: a form with mistakes, for the page “Upload a filled-in form”"
)
LINK: Final = "Үлгі: ашылмайтын сілтеме / образец: ссылка, которая не открывается / sample: a link that does not open"
INSTRUCTION: Final = "Үлгі тапсырма / образец поручения / sample instruction"
ORDER: Final = "Sample order No. 1"
SECOND_ORDER: Final = "Sample order No. 2"
RELEASE: Final = "Үлгі күн, нақты емес / образец даты, не настоящая / sample day, not a real one"
RELEASE_MOVED: Final = "Үлгі себеп / образец причины / sample reason"
MINUTES: Final = "Sample minutes No. 1"


def sample_document(name: str, by: User) -> Document:
    """A document that somebody hands in: the least PDF that opens, which says that it is a sample."""
    kept = keep_content(io.BytesIO(_pdf(name)), name, by=by)
    return Document(name, file=kept, file_name=name)


def _pdf(name: str) -> bytes:
    words = f"BT /F1 14 Tf 72 720 Td (Sample document, made for the demonstration of Tarazy: {name}) Tj ET"
    return (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1<</Type/Font"
        f"/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n4 0 obj<</Length {len(words)}>>stream\n{words}\nendstream "
        "endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    ).encode()
