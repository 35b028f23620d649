"""The addresses of collection."""

from __future__ import annotations

from django.urls import URLPattern

from tarazy.web.doors.desk.access import address
from tarazy.web.doors.desk.collection import answers, documents, files, filling, moves, pages, remarks, table_files
from tarazy.web.doors.desk.tables import table_address
from tarazy.web.rooms.collection import rules
from tarazy.web.rooms.collection.queries.submissions import cell_numbered, evidence_numbered, submission_numbered
from tarazy.web.rooms.remarks.queries import remark_numbered

SUBMISSION = {"submission": submission_numbered}
EVIDENCE = {"evidence": evidence_numbered}
OF_ONE = "forms/<int:submission>/"
OF_BLOCK = f"{OF_ONE}blocks/<str:block>/"

urlpatterns: list[URLPattern] = [
    address("forms/", pages.forms, rule=rules.may_see_forms, name="forms"),
    table_address("forms/table.<str:ending>", table_files.forms_table, rule=rules.may_see_forms, name="forms_file"),
    address("forms/cells/<int:cell>/", pages.history, rule=rules.may_read_history, name="cell_history",
            things={"cell": cell_numbered}),
    address("forms/cells/<int:cell>/remarks/", remarks.cell_remarks, rule=rules.may_remark, name="cell_remarks",
            things={"cell": cell_numbered}),
    address("forms/remarks/<int:remark>/settle/", remarks.settle_remark, rule=rules.may_settle_remark,
            name="settle_remark", things={"remark": remark_numbered}),
    address(OF_ONE, pages.form, rule=rules.may_read, name="form", things=SUBMISSION),
    address(OF_BLOCK, filling.fill_block, rule=rules.may_fill, name="fill_block", things=SUBMISSION),
    address(f"{OF_BLOCK}accept/", moves.accept_block, rule=rules.may_accept_block, name="accept_block",
            things=SUBMISSION),
    address(f"{OF_ONE}answers/", answers.answers, rule=rules.may_read, name="answers", things=SUBMISSION),
    address(f"{OF_ONE}explanations/", answers.explain, rule=rules.may_fill, name="explain_findings", things=SUBMISSION),
    address(f"{OF_ONE}submit/", moves.submit, rule=rules.may_submit, name="submit_form", things=SUBMISSION),
    address(f"{OF_ONE}take-back/", moves.take_back, rule=rules.may_take_back, name="take_form_back", things=SUBMISSION),
    address(f"{OF_ONE}certify/", moves.certify, rule=rules.may_certify, name="certify_form", things=SUBMISSION),
    address(f"{OF_ONE}workbook/", files.workbook, rule=rules.may_read, name="form_workbook", things=SUBMISSION),
    address(f"{OF_ONE}csv/", files.csv, rule=rules.may_read, name="form_csv", things=SUBMISSION),
    address(f"{OF_ONE}upload/", files.upload, rule=rules.may_fill, name="upload_form", things=SUBMISSION),
    address(f"{OF_ONE}return/", moves.return_form, rule=rules.may_return, name="return_form", things=SUBMISSION),
    address(f"{OF_ONE}documents/", documents.documents, rule=rules.may_read, name="documents", things=SUBMISSION),
    table_address(f"{OF_ONE}documents/table.<str:ending>", table_files.documents_table, rule=rules.may_read,
                  name="documents_file", things=SUBMISSION),
    address(f"{OF_ONE}documents/new/", documents.give_document, rule=rules.may_fill, name="give_document",
            things=SUBMISSION),
    address("forms/documents/<int:evidence>/file/", documents.document_file, rule=rules.may_read_evidence,
            name="document_file", things=EVIDENCE),
    address("forms/documents/<int:evidence>/replace/", documents.replace_document, rule=rules.may_change_evidence,
            name="replace_document", things=EVIDENCE),
    address("forms/documents/<int:evidence>/take-back/", documents.take_back_document, rule=rules.may_change_evidence,
            name="take_back_document", things=EVIDENCE),
]  # fmt: skip
