from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from tarazy.web.doors.portal.appeals.pages import appeals
from tarazy.web.doors.portal.appeals.pages import table as appeals_table
from tarazy.web.doors.portal.gallery.view import gallery
from tarazy.web.doors.portal.home import home
from tarazy.web.doors.portal.how_sure.page import how_sure, how_sure_file
from tarazy.web.doors.portal.indices.files import results_table
from tarazy.web.doors.portal.indices.history import publication, publications
from tarazy.web.doors.portal.indices.listing import indices
from tarazy.web.doors.portal.indices.recompute import publication_file
from tarazy.web.doors.portal.indices.results import results
from tarazy.web.doors.portal.indices.unit import explanation_file, unit_in_index
from tarazy.web.doors.portal.reports.briefing import briefing, briefing_file
from tarazy.web.doors.portal.reports.cards import card
from tarazy.web.doors.portal.reports.files import report_file, unit_file
from tarazy.web.doors.portal.reports.press import press_pack
from tarazy.web.doors.portal.search.page import search
from tarazy.web.doors.portal.theme import choose_theme
from tarazy.web.doors.portal.units.boundaries import boundaries_file
from tarazy.web.doors.portal.units.listing import units
from tarazy.web.doors.portal.units.unit import unit

app_name = "portal"

INDEX = "indices/<str:place>/<str:name>/"
PUBLISHED = INDEX + "publications/<int:publication>/<str:period>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("indices/", indices, name="indices"),
    path(INDEX, results, name="results"),
    path(INDEX + "publications/", publications, name="publications"),
    path(INDEX + "publications/<int:publication>/", publication, name="publication"),
    path(INDEX + "publications/<int:publication>/how-sure/", how_sure, name="how_sure"),
    path(INDEX + "publications/<int:publication>/<str:file>", publication_file, name="publication_file"),
    path(PUBLISHED + "report.pdf", report_file, name="report"),
    path(PUBLISHED + "briefing/", briefing, name="briefing"),
    path(PUBLISHED + "briefing.pdf", briefing_file, name="briefing_file"),
    path(PUBLISHED + "press.zip", press_pack, name="press_pack"),
    path(PUBLISHED + "how-sure/", how_sure, name="how_sure"),
    path(PUBLISHED + "how-sure/<slug:table>.<str:form>", how_sure_file, name="how_sure_file"),
    path(PUBLISHED + "card.<str:form>", card, name="card"),
    path(PUBLISHED + "units/<str:unit>/card.<str:form>", card, name="unit_card"),
    path(PUBLISHED + "units/<str:unit>/report.pdf", unit_file, name="unit_report"),
    path(INDEX + "units/<str:unit>/", unit_in_index, name="unit_in_index"),
    path(INDEX + "<str:period>/", results, name="results"),
    path(INDEX + "<str:period>/table.<str:form>", results_table, name="results_table"),
    path(INDEX + "<str:period>/units/<str:unit>/", unit_in_index, name="unit_in_index"),
    path(INDEX + "<str:period>/units/<str:unit>/explanation.json", explanation_file, name="explanation"),
    path("boundaries/<str:set_id>.<str:form>", boundaries_file, name="boundaries_file"),
    path("units/", units, name="units"),
    path("units/<str:unit>/", unit, name="unit"),
    path("observatory/", include("tarazy.web.doors.portal.observatory.urls")),
    path("methodologies/", include("tarazy.web.doors.portal.methodologies.urls")),
    path("", include("tarazy.web.doors.portal.about.urls")),
    path("", include("tarazy.web.doors.portal.explorer.urls")),
    path("search/", search, name="search"),
    path("", include("tarazy.web.doors.portal.compare.urls")),
    path("", include("tarazy.web.doors.portal.downloads.urls")),
    path("appeals/", appeals, name="appeals"),
    path("appeals/table.<str:form>", appeals_table, name="appeals_table"),
    path("gallery/", gallery, name="gallery"),
    path("theme", choose_theme, name="theme"),
]
