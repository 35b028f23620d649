"""Every address of the desk as everybody: the table below says who may, and a rule that changes must change it too.

A person is called by organisation and role, such as `scoped.administrator`. `*` stands for every role or organisation.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator, Mapping
from fnmatch import fnmatchcase

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse
from django.utils import timezone

from tarazy.web.doors.desk import urls
from tarazy.web.grammar.life import Life
from tarazy.web.rooms.campaigns import life as campaigns
from tarazy.web.rooms.campaigns.enums import Phase
from tarazy.web.rooms.campaigns.models import Assignment, Campaign, Participant, Readiness
from tarazy.web.rooms.collection import life as collection
from tarazy.web.rooms.collection.actions.remarks import remark_on_cell
from tarazy.web.rooms.collection.models import Cell, CellChange, Evidence, Submission
from tarazy.web.rooms.conclusions import life as conclusions
from tarazy.web.rooms.files.actions import keep_content
from tarazy.web.rooms.followup import life as followup
from tarazy.web.rooms.followup.actions import Given, move_recommendation, open_recommendation
from tarazy.web.rooms.followup.enums import Kind, Move
from tarazy.web.rooms.followup.models import Document, Recommendation
from tarazy.web.rooms.methodologies import life as methodologies
from tarazy.web.rooms.methodologies.actions import register_version, upload
from tarazy.web.rooms.methodologies.models import Upload, Version
from tarazy.web.rooms.observatory.actions.releases import plan_release
from tarazy.web.rooms.observatory.models import Import, Observation, Release, Variable
from tarazy.web.rooms.people.enums import Role
from tarazy.web.rooms.people.life import RIGHTS
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.publication import life as publication
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.verification.models import Frame, FrameItem, PenaltyCase, Sample, SampleItem
from tests.web.appealed import appeal_document, appeal_for, claim_against
from tests.web.campaigned import first_block
from tests.web.doors.desk.publication.things import (
    campaign_run,
    hidden_thing,
    proposal,
    published_run,
    step_called,
)
from tests.web.issued import WRITTEN, concluded_item, conclusion_for, reply_document, run_of
from tests.web.peopled import invitation, organisation_called, person, post
from tests.web.rooms.drafted import text_named

pytestmark = pytest.mark.usefixtures("campaigned", "db")

EVERYBODY = ("*",)
CENTRE = ("centre.administrator",)
ADMINISTRATORS = ("centre.administrator", "scoped.administrator", "foreign.administrator")
# Whoever administers or reads all: there the list of organisations opens.
READERS = (*ADMINISTRATORS, *(f"{one}.{role}" for one in ("centre", "scoped", "foreign")
                              for role in ("methodologist", "executive", "analyst")))  # fmt: skip
OVER_BODY = ("centre.administrator", "scoped.administrator")
# Who sees the organisation `body`: it itself, and who reads all of it from the centre or its oblast.
SEE_BODY = ("body.*", *(one for one in READERS if not one.startswith("foreign")))
# Who sees a draft of the oblast `scoped`.
SEE_DRAFT = tuple(one for one in READERS if not one.startswith("foreign"))
PREPARERS = ("*.methodologist", "*.administrator")
OF_CENTRE_PREPARERS = ("centre.methodologist", "centre.administrator")
RUN_CAMPAIGN = (*OF_CENTRE_PREPARERS, "centre.executive", "centre.analyst")
# What is asked of a campaign in preparation; everything else of one that runs. Two oblasts take part in both.
IN_PREPARATION = ("campaign_participants", "campaign_schedule")
OF_PILOT = (
    "pilot",
    "say_feedback",
    "pilot_report",
    "feedback_file",
    "readiness",
    "judge_readiness",
    "readiness_file",
    "pilot_results_file",
)

# A form of the oblast `foreign`, a draft: read by its people, its assessor, verifiers of the centre, which runs the
# campaign, and who reads all of the place.
FILL_FORM = ("foreign.officer", "foreign.head")
READ_FORM = ("foreign.*", "centre.verifier", "centre.assessor", *(f"centre.{one}" for one in
             ("methodologist", "administrator", "executive", "analyst")))  # fmt: skip

# A conclusion on it, in the state of the address: its assessor, those who run the campaign, the commission.
READ_CONCLUSION = (*RUN_CAMPAIGN, "centre.assessor", "centre.commissioner")

# An instruction of the centre to the district `body`: its people, who gives instructions or reads all above it.
READ_INSTRUCTION = ("body.*", "scoped.head", *(f"{one}.{role}" for one in ("centre", "scoped") for role in
                    ("methodologist", "administrator", "assessor", "executive", "analyst")))  # fmt: skip

# address: who may open it. All are about the organisation `body`, its officer and the invitation into it.
WHO_MAY = {
    "home": EVERYBODY,
    "home_file": EVERYBODY,
    "organisations": READERS,
    "organisations_file": READERS,
    "found_organisation": CENTRE,
    "organisation": SEE_BODY,
    "organisation_file": SEE_BODY,
    "rename_organisation": OVER_BODY,
    "close_organisation": CENTRE,
    "invite": OVER_BODY,
    "scope": CENTRE,
    "give_scope": CENTRE,
    "take_scope": CENTRE,
    "give_representation": CENTRE,
    "take_representation": CENTRE,
    "send_invitation_again": OVER_BODY,
    "withdraw_invitation": OVER_BODY,
    "answer_invitation": ("*", "nobody"),
    "own_posts": EVERYBODY,
    "own_posts_file": EVERYBODY,
    "post": SEE_BODY,
    "end_post": OVER_BODY,
    "delegate_post": OVER_BODY,
    "persons": ADMINISTRATORS,
    "persons_file": ADMINISTRATORS,
    "person": (*OVER_BODY, "body.officer"),
    "person_file": (*OVER_BODY, "body.officer"),
    "lift_second_factor": OVER_BODY,
    "deactivate_person": OVER_BODY,
    "reactivate_person": (),
    "campaigns": EVERYBODY,
    "campaigns_file": EVERYBODY,
    "prepare_campaign": PREPARERS,
    "prepare_pilot": PREPARERS,
    "campaign": ("centre.*", "scoped.*", "foreign.*"),
    **dict.fromkeys(("campaign_stages_file", "campaign_changes_file", "campaign_participants_file"),
                    ("centre.*", "scoped.*", "foreign.*")),
    "campaign_participants": OF_CENTRE_PREPARERS,
    "campaign_schedule": OF_CENTRE_PREPARERS,
    "copy_campaign": OF_CENTRE_PREPARERS,
    "campaign_assignments": CENTRE,
    "campaign_assignments_file": CENTRE,
    "assign": CENTRE,
    "end_assignment": CENTRE,
    "move_campaign": CENTRE,
    "shift_stage": CENTRE,
    "campaign_progress": (*OF_CENTRE_PREPARERS, "centre.executive", "centre.analyst"),
    "campaign_progress_file": (*OF_CENTRE_PREPARERS, "centre.executive", "centre.analyst"),
    "targets": (*OF_CENTRE_PREPARERS, "centre.executive", "centre.analyst"),
    "targets_file": (*OF_CENTRE_PREPARERS, "centre.executive", "centre.analyst"),
    "targets_of_body": (*OF_CENTRE_PREPARERS, "centre.executive", "centre.analyst", "scoped.*"),
    "targets_of_body_file": (*OF_CENTRE_PREPARERS, "centre.executive", "centre.analyst", "scoped.*"),
    "change_target": CENTRE,
    "pilot": ("centre.*",),
    "readiness_file": ("centre.*",),
    "say_feedback": ("centre.*",),
    "pilot_report": (*OF_CENTRE_PREPARERS, "centre.executive", "centre.analyst"),
    "pilot_results_file": (*OF_CENTRE_PREPARERS, "centre.executive", "centre.analyst"),
    "feedback_file": (*OF_CENTRE_PREPARERS, "centre.executive", "centre.analyst"),
    "readiness": OF_CENTRE_PREPARERS,
    "judge_readiness": OF_CENTRE_PREPARERS,
    "methodologies": READERS,
    "methodologies_file": READERS,
    "upload_methodology": ("*.methodologist",),
    "uploaded_methodology": ("scoped.methodologist",),
    "methodology": SEE_DRAFT,
    "methodology_differences": SEE_DRAFT,
    "methodology_file": SEE_DRAFT,
    "methodology_archive": SEE_DRAFT,
    "methodology_workbook": SEE_DRAFT,
    "move_methodology": ("centre.methodologist", "scoped.methodologist"),
    **dict.fromkeys(("workbench", "workbench_moves", "workbench_draft"),
                    ("centre.methodologist", "scoped.methodologist")),
    "import_boundaries": CENTRE,
    "imports": READERS,
    "imports_file": READERS,
    "import_table": ("*.analyst",),
    "import": READERS,
    "import_file": READERS,
    **dict.fromkeys(("releases", "releases_file", "plan_release", "move_release", "mark_released"),
                    ("centre.analyst", "centre.methodologist")),
    "forms": ("*.officer", "*.head", "*.assessor", "*.verifier"),
    "forms_file": ("*.officer", "*.head", "*.assessor", "*.verifier"),
    "form": READ_FORM,
    "answers": READ_FORM,
    "cell_history": READ_FORM,
    "cell_remarks": READ_FORM,
    "settle_remark": ("foreign.officer", "centre.assessor"),
    "form_workbook": READ_FORM,
    "form_csv": READ_FORM,
    "fill_block": FILL_FORM,
    "explain_findings": FILL_FORM,
    "upload_form": FILL_FORM,
    "submit_form": ("foreign.officer",),
    "take_form_back": (),
    "certify_form": (),
    "return_form": (),
    "accept_block": (),
    "worklist": ("*.verifier",),
    "worklist_file": ("*.verifier",),
    "drawn_item": (*RUN_CAMPAIGN, "centre.verifier"),
    "item_document": (*RUN_CAMPAIGN, "centre.verifier"),
    "settle_item": (),
    "verification": ("centre.*", "scoped.*", "foreign.*"),
    "verification_file": ("centre.*", "scoped.*", "foreign.*"),
    "sample_designs": ("centre.verifier",),
    "publish_frame": ("centre.verifier",),
    "close_verification": CENTRE,
    "sample": (*RUN_CAMPAIGN, "centre.verifier"),
    "sample_file": (*RUN_CAMPAIGN, "centre.verifier"),
    "draw_sample": ("centre.verifier",),
    "share_out": CENTRE,
    "penalties": (*RUN_CAMPAIGN, "centre.verifier"),
    "penalties_file": (*RUN_CAMPAIGN, "centre.verifier"),
    "open_penalty": ("centre.verifier",),
    "cancel_penalty": CENTRE,
    "conclusions": ("*.officer", "*.head", "*.assessor"),
    "conclusions_file": ("*.officer", "*.head", "*.assessor"),
    "campaign_conclusions": (*RUN_CAMPAIGN, "centre.commissioner"),
    "campaign_conclusions_file": (*RUN_CAMPAIGN, "centre.commissioner"),
    "renew_conclusions": CENTRE,
    "begin_conclusion": ("centre.assessor",),
    "conclusion": (*READ_CONCLUSION, "foreign.*"),
    "conclusion_explanation": (*READ_CONCLUSION, "foreign.*"),
    **dict.fromkeys(WRITTEN, ("centre.assessor",)),
    "renew_conclusion": (*CENTRE, "centre.assessor"),
    "receive_conclusion": FILL_FORM,
    "appeals": ("*.officer", "*.head", "*.commissioner"),
    "appeals_file": ("*.officer", "*.head", "*.commissioner"),
    "campaign_appeals": (*RUN_CAMPAIGN, "centre.commissioner"),
    "campaign_appeals_file": (*RUN_CAMPAIGN, "centre.commissioner"),
    "set_quorum": CENTRE,
    "appeal": (*READ_CONCLUSION, "foreign.*"),
    "appeal_document": (*READ_CONCLUSION, "foreign.*"),
    **dict.fromkeys(("begin_appeal", "claim", "take_back_claim", "give_appeal_document", "file_appeal",
                     "take_back_appeal_document", "withdraw_appeal", "complain"), ("foreign.head",)),
    **dict.fromkeys(("admit_appeal", "refuse_appeal", "vote_on_appeal", "decide_appeal"), ("centre.commissioner",)),
    "appeal_movement": ("centre.*", "scoped.*", "foreign.*"),
    "appeal_movement_file": ("centre.*", "scoped.*", "foreign.*"),
    "reply_to_item": FILL_FORM,
    "give_reply_document": FILL_FORM,
    "reply_document_file": FILL_FORM,
    "take_back_reply_document": FILL_FORM,
    "send_reply": ("foreign.head",),
    "answer_reply": ("centre.assessor",),
    "publishing": RUN_CAMPAIGN,
    **dict.fromkeys(("publishing_runs_file", "publishing_proposals_file"), RUN_CAMPAIGN),
    "compute_campaign": ("centre.methodologist", "centre.analyst"),
    "campaign_run": RUN_CAMPAIGN,
    **dict.fromkeys(("run_changes_file", "run_figures_file"), RUN_CAMPAIGN),
    "approval_chain": RUN_CAMPAIGN,
    "approval_chain_file": RUN_CAMPAIGN,
    "add_approval_step": OF_CENTRE_PREPARERS,
    "remove_approval_step": OF_CENTRE_PREPARERS,
    "restore_chain": OF_CENTRE_PREPARERS,
    "propose": OF_CENTRE_PREPARERS,
    "proposal": RUN_CAMPAIGN,
    **dict.fromkeys(("proposal_steps_file", "proposal_hidden_file"), RUN_CAMPAIGN),
    "leave_out": OF_CENTRE_PREPARERS,
    "show_left_out": OF_CENTRE_PREPARERS,
    "withhold": OF_CENTRE_PREPARERS,
    "show_withheld": OF_CENTRE_PREPARERS,
    "put_forward": OF_CENTRE_PREPARERS,
    "vote_on_proposal": ("centre.executive",),
    "return_proposal": ("centre.executive",),
    "take_back_proposal": OF_CENTRE_PREPARERS,
    "preview": RUN_CAMPAIGN,
    "preview_file": RUN_CAMPAIGN,
    "preview_changes_file": RUN_CAMPAIGN,
    "preview_of_unit": RUN_CAMPAIGN,
    "proofs": ("scoped.*", "foreign.*", "body.*"),
    "proofs_file": ("scoped.*", "foreign.*", "body.*"),
    "own_values": ("scoped.*", "foreign.*", "body.*"),
    "own_values_file": ("scoped.*", "foreign.*", "body.*"),
    "proof": (),
    "documents": READ_FORM,
    "documents_file": READ_FORM,
    "document_file": READ_FORM,
    "give_document": FILL_FORM,
    "replace_document": FILL_FORM,
    "take_back_document": FILL_FORM,
    "instructions": ("*.officer", "*.head", "*.assessor", *READERS),
    "instructions_file": ("*.officer", "*.head", "*.assessor", *READERS),
    "choose_body": ("centre.assessor", "centre.administrator", "scoped.assessor", "scoped.administrator",
                    "scoped.head"),
    "give_instruction": ("centre.assessor", "centre.administrator"),
    "instruction_document": READ_INSTRUCTION,
    "instruction": READ_INSTRUCTION,
    "move_instruction_deadline": ("centre.assessor", "centre.administrator"),
    "move_instruction": ("body.head",),
    "monitoring": ("*.officer", "*.head", "*.assessor", "*.verifier", *READERS),
    "monitoring_file": ("*.officer", "*.head", "*.assessor", "*.verifier", *READERS),
    "monitored_body": READ_FORM,
    "monitored_body_file": READ_FORM,
    "monitored_campaign": (*RUN_CAMPAIGN, "centre.assessor", "scoped.*", "foreign.*"),
    "monitored_bodies_file": (*RUN_CAMPAIGN, "centre.assessor", "scoped.*", "foreign.*"),
    "monitored_campaign_file": (*RUN_CAMPAIGN, "centre.assessor", "scoped.*", "foreign.*"),
    "calendar": EVERYBODY,
    "calendar_file": EVERYBODY,
    "move_day": CENTRE,
    "confirm_calendar": CENTRE,
    "journal": ("centre.overseer",),
    "journal_file": ("centre.overseer",),
    "proof_of_journal": ("centre.overseer",),
    "proof_of_journal_file": ("centre.overseer",),
    "messages": EVERYBODY,
    "outbox": ("*.operator",),
    "outbox_file": ("*.operator",),
    "tasks": ("*.operator",),
    "tasks_file": ("*.operator",),
}  # fmt: skip


def addresses(patterns: Collection[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns)
        else:
            yield one


ADDRESSES = list(addresses(urls.urlpatterns))


def parts_of(address: URLPattern) -> dict[str, object]:
    """What fills the parts of an address."""
    known = {
        "place": lambda: "kz",
        "organisation": lambda: "body",
        "unit": lambda: "KZ-43" if address.name == "begin_conclusion" else "KZ-47",
        "invitation": lambda: invitation().pk,
        "secret": lambda: "a-secret",
        "post": lambda: post("body.officer").pk,
        "person": lambda: person("body.officer").pk,
        "campaign": lambda: _campaign_for(str(address.name)),
        "target": lambda: Observation.objects.get(series="target").pk,
        "point": lambda: Readiness.objects.get().pk,
        "node": lambda: first_block(Campaign.objects.get(pk="running")),
        "assignment": lambda: Assignment.objects.get().pk,
        "move": lambda: {"move_methodology": "consult", "move_instruction": "accept"}.get(str(address.name), "close"),
        "recommendation": lambda: instruction().pk,
        "document": lambda: document_of_instruction().pk,
        "form": lambda: monitored_form().pk,
        "monitoring": lambda: monitored_form().campaign_id,
        "version": lambda: draft_of_oblast().pk,
        "upload": lambda: upload_of_oblast().pk,
        "path": lambda: "methodology.yaml",
        "phase": lambda: "collection",
        "submission": lambda: Submission.objects.get(campaign="running", unit="KZ-43").pk,
        "block": lambda: block_to_conclude() if address.name == "begin_conclusion" else "index",
        "conclusion": lambda: conclusion_for(str(address.name)).pk,
        "position": lambda: 1,
        "concluded": lambda: concluded_item(str(address.name)).pk,
        "reply_document": lambda: reply_document(str(address.name)).pk,
        "appeal": lambda: appeal_for(str(address.name).removesuffix("_file")).pk,
        "claim": lambda: claim_against(penalty_case()).pk,
        "appeal_document": lambda: appeal_document(str(address.name)).pk,
        "cell": lambda: written_cell().pk,
        "design": lambda: "simple",
        "frame": lambda: (listed() if address.name == "draw_sample" else drawn_item().sample.frame).pk,
        "item": lambda: drawn_item().pk,
        "case": lambda: penalty_case().pk,
        "evidence": lambda: given_document().pk,
        "remark": lambda: remark_on_cell(written_cell(), "?", language="ru", by=person("foreign.officer")).pk,
        "run": lambda: campaign_run().run_id,
        "proposal": lambda: proposal(str(address.name)).pk,
        "hidden": lambda: hidden_thing(str(address.name)).pk,
        "step": lambda: step_called(str(address.name)).pk,
        "publication": lambda: published_run().pk,
        "at": lambda: 0,
        "ending": lambda: "xlsx",
        "made": lambda: imported_table().pk,
        "release": lambda: planned_release().pk,
    }
    return {name: known[name]() for name in address.pattern.converters}


def imported_table() -> Import:
    return Import.objects.create(
        recorded_at=timezone.now(), recorded_by=person("centre.analyst"), reason="Yearbook", file_name="regions.csv",
        sha256="0" * 64, meanings=[["column", "Region", "unit"]], new=1, revised=0, same=0, refused=0,
    )  # fmt: skip


def planned_release() -> Release:
    variable = Variable.objects.filter(place="kz").order_by("pk")[0]
    return plan_release(variable, "2026", timezone.localdate(), by=person("centre.analyst"))


def block_to_conclude() -> str:
    """The block of the assignment, once there is a run."""
    campaign = Campaign.objects.get(pk="running")
    run_of(campaign)
    return first_block(campaign)


def listed() -> Frame:
    """A list of the one value that the oblast `foreign` reports, published and not drawn from."""
    by, now = person("centre.verifier"), timezone.now()
    return Frame.objects.create(
        campaign=Campaign.objects.get(pk="running"), design="simple", parameters={"wanted": 1, "second_share": 0},
        hash="0" * 64, engine_version="0", published_at=now, published_by=by,
    )  # fmt: skip


def drawn_item() -> SampleItem:
    frame, by, now = listed(), person("centre.verifier"), timezone.now()
    cell = written_cell()
    change = CellChange.objects.create(
        cell=cell, edition=cell.edition, value=cell.value, origin=cell.origin, changed_at=now, changed_by=by
    )
    item = FrameItem.objects.create(frame=frame, name="one", change=change, inclusion=1)
    sample = Sample.objects.create(
        frame=frame, seed="7", second_seed="8", engine_version="0", drawn_at=now, drawn_by=by
    )
    return SampleItem.objects.create(sample=sample, item=item, is_checked_twice=False)


def instruction() -> Recommendation:
    """Of the centre to the district `body`."""
    return open_recommendation(
        Unit.objects.get(pk="KZ-47-BEINEU"), Kind.INSTRUCTION, "Answer complaints in time.", language="en",
        deadline=timezone.localdate(), organisation=organisation_called("centre"), origin=("x", "1"),
        by=person("centre.assessor"),
    )  # fmt: skip


def document_of_instruction() -> Document:
    somebody, given = person("body.officer"), instruction()
    kept = keep_content(io.BytesIO(b"%PDF-1.7 report"), "report.pdf", by=somebody)
    move_recommendation(given, Move.REPORT, words="Done.", language="en", documents=[Given(kept, "report.pdf")],
                        by=somebody)  # fmt: skip
    return Document.objects.get(change__recommendation=given)


def monitored_form() -> Submission:
    """Of the oblast `foreign`, for a month; the oblast `scoped` takes part as well."""
    now, year = timezone.now(), Campaign.objects.get(pk="running")
    month, new = Campaign.objects.get_or_create(
        pk="monitoring", defaults={"kind": "monitoring", "title": year.title, "organisation": year.organisation,
                                   "version": year.version, "period": "2025-07", "state": "running",
                                   "prepared_at": now, "prepared_by": year.prepared_by}
    )  # fmt: skip
    if new:
        Participant.objects.bulk_create(Participant(campaign=month, unit_id=unit) for unit in ("KZ-43", "KZ-47"))
    form, _ = Submission.objects.get_or_create(
        campaign=month, unit_id="KZ-43", period="2025-07", defaults={"opened_at": now, "changed_at": now}
    )
    return form


def penalty_case() -> PenaltyCase:
    return PenaltyCase.objects.create(
        campaign=Campaign.objects.get(pk="running"), unit_id="KZ-43", node="index", period="2025", points=1,
        ground="False figures.", act="No. 1", opened_at=timezone.now(), opened_by=person("centre.verifier"),
    )  # fmt: skip


def draft_of_oblast() -> Version:
    author, oblast = person("scoped.methodologist"), organisation_called("scoped")
    return register_version(text_named("kz/mangystau-outcome"), oblast, by=author)


def upload_of_oblast() -> Upload:
    author, oblast = person("scoped.methodologist"), organisation_called("scoped")
    return upload(text_named("kz/mangystau-outcome"), oblast, by=author)


def written_cell() -> Cell:
    """A cell of the form, of a question that the running campaign asks no longer."""
    submission = Submission.objects.get(campaign="running", unit="KZ-43")
    cell, _ = Cell.objects.get_or_create(
        submission=submission, variable="population", defaults={"value": 1.0, "changed_at": timezone.now(),
                                                               "changed_by": person("foreign.officer")}
    )  # fmt: skip
    return cell


def given_document() -> Evidence:
    """A document of that cell, with its bytes."""
    somebody = person("foreign.officer")
    kept = keep_content(io.BytesIO(b"%PDF-1.7 report"), "report.pdf", by=somebody)
    evidence, _ = Evidence.objects.get_or_create(
        cell=written_cell(), file=kept.sha256, file_name="report.pdf",
        defaults={"title": "Report", "given_at": timezone.now(), "given_by": somebody},
    )  # fmt: skip
    return evidence


def _campaign_for(name: str) -> str:
    if name in OF_PILOT:
        return "pilot"
    return "preparing" if name in IN_PREPARATION else "running"


def people() -> list[User | AnonymousUser]:
    return [AnonymousUser(), *User.objects.filter(is_active=True).order_by("pk")]


def name_of(user: User | AnonymousUser) -> str:
    return user.username or "nobody"


def may(name: str, who: Collection[str]) -> bool:
    return any((name != "nobody" and fnmatchcase(name, one)) or name == one for one in who)


def test_every_address_is_made_with_its_rule_and_stands_in_the_table() -> None:
    strange = [str(one.pattern) for one in ADDRESSES if not hasattr(one.callback, "rule")]
    assert strange == [], "addresses of the desk are made by address(...)"
    assert {one.name for one in ADDRESSES} == WHO_MAY.keys()
    assert len(ADDRESSES) == len({one.name for one in ADDRESSES})


def test_there_is_somebody_in_every_role_of_every_organisation() -> None:
    names = {name_of(user) for user in people()}
    assert {f"centre.{role}" for role in Role} - names == {"centre.officer", "centre.head"}
    assert {f"scoped.{role}" for role in Role} - names == {"scoped.overseer", "scoped.operator"}
    assert {f"foreign.{role}" for role in Role} - names == {"foreign.overseer", "foreign.operator"}


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda one: one.name)
def test_each_address_is_open_to_those_of_the_table_alone(address: URLPattern) -> None:
    parts, everybody = parts_of(address), people()
    assert let_in(address, parts, everybody) == expected(everybody, WHO_MAY[str(address.name)])


def let_in(address: URLPattern, parts: Mapping[str, object], users: Collection[User | AnonymousUser]) -> set[str]:
    """Whom the rule of an address lets in. What the address is about is found once for all of them."""
    rule, asked, things = address.callback.rule, address.callback.asked, address.callback.found(parts)
    those = [user for user in users if user.is_authenticated or rule.__name__ == "anybody"]
    return {name_of(user) for user in those if asked(user, things) is True}


def expected(users: Collection[User | AnonymousUser], who: Collection[str]) -> set[str]:
    return {name_of(user) for user in users if may(name_of(user), who)}


@pytest.mark.usefixtures("without_second_factor")
@pytest.mark.parametrize("address", ADDRESSES, ids=lambda one: one.name)
def test_the_answer_itself_keeps_to_the_rule(client: Client, address: URLPattern) -> None:
    """One who may, one who may not, and nobody, through the whole of Django."""
    href = reverse(f"desk:{address.name}", kwargs=parts_of(address))
    if address.name == "answer_invitation":
        assert client.get(href).status_code == 403  # the secret opens nothing, and nobody is sent to sign in
        return
    assert client.get(href).headers["Location"].endswith(f"?next={href}")
    who = WHO_MAY[str(address.name)]
    for username in ("centre.administrator", "nowhere"):
        client.force_login(person(username))
        answer = client.get(href)
        found = 404 if address.name == "preview_of_unit" else 200  # nothing is computed of the unit
        assert answer.status_code == (found if may(username, who) else 403), username


LIVES = {"conclusions": conclusions.LIFE, "appeals": conclusions.APPEAL_LIFE,
         "methodologies": methodologies.LIFE, "campaigns": campaigns.LIFE, "collection": collection.LIFE,
         "followup": followup.LIFE, "publication": publication.LIFE}  # fmt: skip
PHASES = ("", *Phase.values)


@pytest.mark.parametrize("life", LIVES.values(), ids=LIVES)
def test_every_move_as_every_role_in_every_phase(life: Life) -> None:  # type: ignore[type-arg]
    trials = list(life.matrix({role.value: RIGHTS[role] for role in Role}, PHASES))
    for trial in trials:
        answer = life.may(trial.state, trial.move, rights=RIGHTS[Role(trial.role)], phases={trial.phase})
        assert (answer is True) == trial.allowed, trial
    assert len(trials) == len(life.states) * len(life.table) * len(Role) * len(PHASES)
    assert any(trial.allowed for trial in trials)
