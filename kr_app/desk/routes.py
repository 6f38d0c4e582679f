"""The addresses of the desk. The last ones catch what is none of them, so add further ones above them."""

from starlette.convertors import StringConvertor, register_url_convertor
from starlette.routing import Route

from kr_app.desk import (
    account,
    confirm,
    evidence,
    evidence_file,
    form_page,
    form_versions,
    help,
    history,
    inbox,
    links,
    missing,
    new_key_result,
    new_link,
    people,
    person,
    plan,
    reading,
    reminders,
    reports,
    signing,
    trail,
    uploads,
    way_in,
)
from kr_app.desk.frame import page
from kr_app.rights import Action

_BOTH = ["GET", "POST"]


class _Nowhere(StringConvertor):
    """What Streamlit would answer with an empty page: neither a page of its, nor one of its files."""

    regex = (
        r"(?!(?:_stcore|app|auth|component|media|oauth2callback|static)(?:/|$)|(?:kr|update)$|(?:favicon|manifest)\.).+"
    )


register_url_convertor("nowhere", _Nowhere())

routes = [
    Route("/help", page(help.answer, anybody=True)),
    Route("/reading/{kind}", reading.answer),
    Route("/account", page(account.answer, hashes=True), methods=_BOTH),
    Route("/account/sign-in", page(signing.answer, anybody=True, hashes=True), methods=_BOTH),
    Route("/account/sign-out", signing.leaving(page(signing.sign_out, anybody=True)), methods=["POST"]),
    Route("/account/sign-out-everywhere", page(signing.sign_out_everywhere), methods=["POST"]),
    Route("/account/set-up/{token}", page(way_in.set_up, anybody=True, hashes=True), methods=_BOTH),
    Route("/account/invitation/{token}", page(way_in.invitation, anybody=True, hashes=True), methods=_BOTH),
    Route("/account/people", page(people.everybody, needs=Action.MANAGE_PEOPLE)),
    Route("/account/people/new", page(people.add, needs=Action.MANAGE_PEOPLE), methods=_BOTH),
    Route("/account/people/{person}", page(person.answer, needs=Action.MANAGE_PEOPLE), methods=_BOTH),
    Route("/account/confirm", page(confirm.queue)),
    Route("/account/links", page(links.answer), methods=_BOTH),
    Route("/account/links/new", page(new_link.answer, needs=Action.SHARE), methods=_BOTH),
    Route(
        "/account/key-results/new",
        page(new_key_result.answer, needs=Action.DEFINE, large=True),
        methods=_BOTH,
    ),
    Route("/account/inbox", page(inbox.answer)),
    Route("/account/reminders", page(reminders.answer, waits=True), methods=_BOTH),
    Route("/account/trail", page(trail.answer, needs=Action.READ_TRAIL)),
    Route("/key-results/{code}/history", page(history.answer, anybody=True, long=True), methods=_BOTH),
    Route("/key-results/{code}/form", page(form_page.answer, large=True), methods=_BOTH),
    Route("/key-results/{code}/form/{event}", page(form_versions.answer)),
    Route("/key-results/{code}/plan", page(plan.answer), methods=_BOTH),
    Route("/key-results/{code}/reports", page(reports.everything, anybody=True)),
    Route("/key-results/{code}/reports/{event}", page(reports.one, anybody=True)),
    Route("/key-results/{code}/report", page(reports.write), methods=_BOTH),
    Route("/key-results/{code}/confirm", page(confirm.answer), methods=_BOTH),
    Route("/key-results/{code}/evidence/{event}", uploads.with_files(evidence.answer), methods=_BOTH),
    Route("/key-results/{code}/uploads", uploads.one, methods=["POST"]),
    Route("/key-results/{code}/uploads/{stored}/drop", uploads.drop, methods=["POST"]),
    Route("/evidence/{event}", page(evidence_file.answer)),
    Route("/account/{rest:path}", page(missing.answer, anybody=True)),
    Route("/{rest:nowhere}", page(missing.answer, anybody=True)),
]
