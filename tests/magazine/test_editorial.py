"""Editorial work: an article's whole life in the back office, what keeps it from publication, plan and report."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from wagtail.models import Comment, Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from kko.accounts.choices import Role
from kko.accounts.models import User
from kko.mail.models import Message
from kko.moderation.slots import desk_queues
from magazine.actions.links import note_all_links
from magazine.actions.schedule import publish_due
from magazine.models import ArticlePage, MagazinePage, OutsideLink, PageLink
from magazine.models.readiness import NotReady
from magazine.planning import EXPIRES, GOES_OUT, WISHED, planned
from tests.factories.accounts import a_holder
from tests.factories.magazine import an_article, an_image

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("page_tree")]

NOON = datetime(2026, 12, 1, 11, 0, tzinfo=UTC)
EMPTY = inline_formset([])
NOTHING_PLANNED = "Nothing is planned in this month. A time is set in the editor, in the panel Status."


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def form(body=None, comments=EMPTY, **fields) -> dict:
    """Return what the editor of an article sends."""
    stream = streamfield(body if body is not None else [("text", rich_text("<p>Pálí se.</p>"))])
    defaults = {
        "title": "Sušárna", "slug": "susarna", "summary": "Proč se znovu pálí.", "kind": "news", "section": "region",
        "published_on": "2026-12-01", "author": "", "byline": "Rút", "picture": "", "topics": [], "series": "",
        "go_live_at": "", "expire_at": "", "seo_title": "", "search_description": "",
        "sources": streamfield([]), "corrections": streamfield([]), "subjects": streamfield([]),
        "places": streamfield([]), "body": stream, "comments": comments, "comment_notifications": "on",
    }  # fmt: skip
    return nested_form_data(defaults | fields)


def a_comment(text: str) -> dict:
    new = {"text": text, "contentpath": "summary", "position": "", "resolved": "", "replies": EMPTY}
    return inline_formset([new])


def create(client: Client, **fields):
    front = MagazinePage.objects.get(locale__language_code="cs")
    return client.post(reverse("wagtailadmin_pages:add", args=["magazine", "articlepage", front.pk]), form(**fields))


def edit(client: Client, article: Page, **fields):
    return client.post(reverse("wagtailadmin_pages:edit", args=[article.pk]), form(**fields))


def act(client: Client, article: Page, action: str, **data):
    task = ArticlePage.objects.get(pk=article.pk).current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[article.pk, action, task.pk])
    return client.post(address, data)


def warnings(client: Client, article: Page) -> str:
    """Return what the editor says above the article when it is opened."""
    page = client.get(reverse("wagtailadmin_pages:edit", args=[article.pk]))
    return " ".join(str(one) for one in page.context["messages"] if one.level_tag == "warning")


@pytest.fixture
def people():
    """An author and an editor, each with a browser."""
    return signed_in(a_holder(Role.AUTHOR)), signed_in(a_holder(Role.EDITOR))


def test_whole_life_of_an_article(people, client, django_capture_on_commit_callbacks):
    author, editor = people
    with time_machine.travel(NOON, tick=False) as clock:
        create(author, summary="")
        article = ArticlePage.objects.get(slug="susarna")
        assert (article.live, article.summary) == (False, "")
        edit(editor, article, comments=a_comment("Proč to číst?"))
        assert list(Comment.objects.values_list("text", "page")) == [("Proč to číst?", article.pk)]
        assert client.get("/magazin/susarna/").status_code == 404

        go_live, expire = "2026-12-02 09:00", "2026-12-03 09:00"
        kept = {"go_live_at": go_live, "expire_at": expire}
        refused = edit(author, article, **kept, **{"action-publish": "1"})
        assert refused.status_code == 302  # an author has no right to publish, so it is a draft that is saved
        assert not ArticlePage.objects.get(pk=article.pk).live
        edit(author, article, **kept, **{"action-submit": "1"})
        assert act(editor, article, "reject", comment="Doplňte zdroj.").status_code == 302
        returned = ArticlePage.objects.get(pk=article.pk).current_workflow_state
        assert (returned.status, returned.current_task_state.get_comment()) == ("needs_changes", "Doplňte zdroj.")
        assert "Doplňte zdroj." in warnings(author, article)
        edit(author, article, **kept, **{"action-submit": "1"})
        assert "Doplňte zdroj." not in warnings(author, article)
        assert act(editor, article, "approve").status_code == 302

        assert ArticlePage.objects.get(pk=article.pk).approved_schedule
        assert publish_due() == ""
        clock.move_to(NOON + timedelta(days=1))
        assert publish_due() == "1 pages published"
        assert client.get("/magazin/susarna/").status_code == 200
        with django_capture_on_commit_callbacks(execute=True):
            edit(editor, article, slug="susarna-pali", expire_at=expire, **{"action-publish": "1"})
        moved = client.get("/magazin/susarna/")
        assert (moved.status_code, moved["Location"]) == (301, "/magazin/susarna-pali/")
        clock.move_to(NOON + timedelta(days=2))
        assert publish_due() == "1 pages taken down"
        assert ArticlePage.objects.get(pk=article.pk).expired
        assert client.get("/magazin/susarna-pali/").status_code == 404


def test_what_is_missing_stands_beside_its_field_and_nothing_is_lost(people):
    _author, editor = people
    bare = an_image(credit="", licence="")
    picture = {"image": bare.pk, "alt_text": "", "caption": "Pec zvenku"}
    fields = {"summary": "", "picture": bare.pk, "body": [("picture", picture)]}
    refused = create(editor, **fields, **{"action-publish": "1"})
    assert not ArticlePage.objects.exists()
    shown = refused.context["form"]
    assert set(shown.errors) == {"summary", "picture", "body"}
    wrong = shown.errors.as_data()["body"][0].as_json_data()["blockErrors"][0]["blockErrors"]
    assert set(wrong) == {"alt_text", "image"}
    assert "Pec zvenku" in refused.content.decode()
    create(editor, **fields)
    assert ArticlePage.objects.get().body[0].value["caption"] == "Pec zvenku"


@pytest.mark.parametrize("view", ["workflow_action", "collect_workflow_action_data"])
@pytest.mark.parametrize("comment", ["", " \n"])
def test_dialogue_asks_for_words_before_an_article_is_returned(people, view, comment):
    author, editor = people
    create(author, **{"action-submit": "1"})
    article = ArticlePage.objects.get()
    task = article.current_workflow_task_state
    address = reverse(f"wagtailadmin_pages:{view}", args=[article.pk, "reject", task.pk])
    answer = editor.post(address, {"comment": comment}, headers={"x-requested-with": "XMLHttpRequest"})
    shown = json.loads(answer.content)
    assert (shown["step"], "error-message" in shown["html"]) == ("action", True)
    without_scripts = editor.post(address, {"comment": comment})
    assert without_scripts["Location"] == reverse("wagtailadmin_pages:edit", args=[article.pk])
    assert not Message.objects.filter(recipient=User.objects.get(role_grants__role=Role.AUTHOR).email).exists()
    assert ArticlePage.objects.get().current_workflow_state.status == "in_progress"


@pytest.mark.parametrize(("extra", "status"), [("{}", "in_progress"), ('{"comment": "Doplňte."}', "needs_changes")])
def test_editor_returns_an_article_with_words_only_and_keeps_the_text(people, extra, status):
    author, editor = people
    create(author, **{"action-submit": "1"})
    verdict = {"action-workflow-action": "true", "workflow-action-name": "reject", "workflow-action-extra-data": extra}
    edit(editor, ArticlePage.objects.get(), summary="Opravený perex.", **verdict)
    article = ArticlePage.objects.get()
    assert article.current_workflow_state.status == status
    assert article.get_latest_revision_as_object().summary == "Opravený perex."


def test_decoration_needs_no_words(people):
    _author, editor = people
    picture = {"image": an_image().pk, "alt_text": "", "caption": "", "decorative": "on"}
    create(editor, body=[("picture", picture)], **{"action-publish": "1"})
    assert ArticlePage.objects.get().live


def test_approval_from_a_list_publishes_nothing_unready(people):
    author, editor = people
    create(author, picture=(image := an_image()).pk, **{"action-submit": "1"})
    article = ArticlePage.objects.get()
    type(image).objects.update(credit="")
    answer = act(editor, article, "approve")
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[article.pk])
    fresh = ArticlePage.objects.get()
    assert (fresh.live, fresh.current_workflow_state.status) == (False, "in_progress")


def test_one_that_is_not_ready_keeps_no_other_from_its_time():
    with time_machine.travel(NOON, tick=False) as clock:
        image = an_image()
        bad = an_article(publish=False, go_live_at=NOON + timedelta(hours=1), picture=image)
        good = an_article(publish=False, go_live_at=NOON + timedelta(hours=2))
        for article in (bad, good):
            article.get_latest_revision().publish()
        type(image).objects.update(licence="")
        clock.move_to(NOON + timedelta(hours=3))
        assert publish_due() == "1 pages published, 1 pages not ready"
        assert list(ArticlePage.objects.live()) == [good]
        assert [(plan.page_id, plan.is_late) for plan in planned({})] == [(bad.pk, True)]


def test_publishing_in_code_refuses_too():
    article = an_article(publish=False)
    article.summary = " "
    with pytest.raises(NotReady) as refusal:
        article.save_revision(clean=False).publish()
    assert len(refusal.value.hindrances) == 1
    raw = json.dumps([{"type": "picture", "value": {"image": an_image().pk, "alt_text": ""}}])
    with pytest.raises(NotReady):
        an_article(body=raw)


def test_queue_of_the_desk_holds_what_authors_sent(people):
    author, _editor = people
    create(author, **{"action-submit": "1"})
    queue = next(one for one in desk_queues(a_holder(Role.EDITOR)) if one.key == "articles")
    assert [one.title for one in queue.waiting] == ["Sušárna"]
    assert "articles" not in {one.key for one in desk_queues(a_holder(Role.CURATOR))}


def test_plan_that_shows_the_next_month_s_first_days_is_not_called_empty():
    editor = signed_in(a_holder(Role.EDITOR))
    with time_machine.travel(NOON, tick=False):
        address = f"{reverse('magazine_plan')}?mesic=2026-11"
        assert gettext(NOTHING_PLANNED) in editor.get(address).content.decode()
        an_article(published_on=date(2026, 12, 5))
        page = editor.get(address)
    assert (page.context["count"], gettext(NOTHING_PLANNED) in page.content.decode()) == (1, False)


def test_plan_shows_what_goes_out_waits_and_ends():
    with time_machine.travel(NOON, tick=False):
        later = NOON + timedelta(days=3)
        approved = an_article(publish=False, go_live_at=later)
        approved.get_latest_revision().publish()
        wished = an_article(publish=False, go_live_at=later)
        ending = an_article(expire_at=later)
        dated = an_article(published_on=date(2026, 12, 24))
        editor = signed_in(a_holder(Role.EDITOR))
        with translation.override("en"):
            response = editor.get(reverse("magazine_plan"), {"mesic": "2026-12"})
        shown = {(plan.page_id, plan.what, day.on) for day in response.context["days"] for plan in day.plans}
    day = date(2026, 12, 4)
    assert shown == {
        (approved.pk, GOES_OUT, day), (wished.pk, WISHED, day), (ending.pk, EXPIRES, day),
        (dated.pk, "dated", date(2026, 12, 24)),
    }  # fmt: skip
    assert reverse("wagtailadmin_pages:edit", args=[wished.pk]) in response.content.decode()


@pytest.mark.parametrize("month", ["2026-13", "x", "0000-01", "2026-12-01"])
def test_wrong_month_shows_the_present_one(month):
    response = signed_in(a_holder(Role.EDITOR)).get(reverse("magazine_plan"), {"mesic": month})
    assert response.context["month"] == timezone.localdate().replace(day=1)


def test_curators_and_authors_see_neither(people):
    for client in (people[0], signed_in(a_holder(Role.CURATOR))):
        for name in ("magazine_plan", "broken_links"):
            assert client.get(reverse(name)).status_code == 302


def test_report_knows_links_outside_and_inside():
    hidden, gone = an_article(), an_article()
    inside = "".join(f'<p><a linktype="page" id="{page.pk}">x</a></p>' for page in (hidden, gone))
    text = (
        f'{inside}<p><a href="https://mrtvy.example.cz/?a=1&amp;b=2">y</a> <a href="https://zivy.example.cz/">z</a></p>'
    )
    article = an_article(body=[("text", text)])
    OutsideLink.objects.filter(url="https://mrtvy.example.cz/?a=1&b=2").update(link_state="dead", link_note="404")
    OutsideLink.objects.filter(url="https://zivy.example.cz/").update(link_state="alive")
    assert PageLink.objects.broken().count() == 1
    hidden.unpublish()
    gone.delete()
    response = signed_in(a_holder(Role.EDITOR)).get(reverse("broken_links"))
    found = {
        (row.page_id, row.outside and row.outside.url, row.target_id) for row, _target in response.context["links"]
    }
    assert found == {
        (article.pk, "https://mrtvy.example.cz/?a=1&b=2", None), (article.pk, None, hidden.pk),
        (article.pk, None, gone.pk),
    }  # fmt: skip
    assert note_all_links() == ""
    article.unpublish()
    assert PageLink.objects.broken().count() == 0


@pytest.mark.parametrize("many", [1, 30])
@pytest.mark.parametrize(("name", "queries"), [("magazine_plan", 14), ("broken_links", 12)])
def test_plan_and_report_ask_the_same_whatever_their_length(django_assert_num_queries, many, name, queries):
    later = timezone.now() + timedelta(hours=1)
    for number in range(many):
        link = f'<p><a href="https://mrtvy{number}.example.cz/">x</a><a linktype="page" id="{10**6 + number}">y</a></p>'
        an_article(body=[("text", link)], expire_at=later)
        an_article(publish=False, go_live_at=later)
    OutsideLink.objects.update(link_state="dead", link_failing_since=later)
    editor = signed_in(a_holder(Role.EDITOR))
    editor.get(reverse(name))  # what a process keeps
    with django_assert_num_queries(queries):
        assert editor.get(reverse(name)).status_code == 200


def test_public_page_is_the_same_for_an_editor_as_for_everybody():
    article, editor = an_article(), signed_in(a_holder(Role.EDITOR))
    seen = editor.get(article.url)
    assert "wagtail-userbar" not in seen.content.decode()
    assert "Set-Cookie" not in seen.headers


def test_preview_beside_the_form_carries_what_runs_the_checks():
    article, editor = an_article(), signed_in(a_holder(Role.EDITOR))
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[article.pk])
    editor.post(address, form())
    beside = editor.get(f"{address}?in_preview_panel=true&mode=").content.decode()
    alone = editor.get(f"{address}?mode=").content.decode()
    assert ("<wagtail-userbar>" in beside, "wagtail-userbar" in alone) == (True, False)


def test_new_address_is_without_diacritics_and_an_older_one_keeps_its_letters():
    editor, article = signed_in(a_holder(Role.EDITOR)), an_article(title="Len z Krásné Lípy", slug="")
    assert article.slug == "len-z-krasne-lipy"
    ArticlePage.objects.filter(pk=article.pk).update(slug="len-z-krásné-lípy")
    address = reverse("wagtailadmin_pages:edit", args=[article.pk])
    assert "data-w-slug-allow-unicode-value" in editor.get(address).content.decode()
    editor.post(address, form(slug="len-z-krásné-lípy", title="Len"))
    found = ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()
    assert (found.title, found.slug) == ("Len", "len-z-krásné-lípy")
    new = reverse("wagtailadmin_pages:add", args=["magazine", "articlepage", article.get_parent().pk])
    assert "data-w-slug-allow-unicode-value" not in editor.get(new).content.decode()


def test_line_breaks_in_a_summary_become_spaces():
    editor, article = signed_in(a_holder(Role.EDITOR)), an_article()
    summary = "První řádek,\r\n\r\n druhý řádek.\r\n"
    editor.post(reverse("wagtailadmin_pages:edit", args=[article.pk]), form(summary=summary))
    found = ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()
    assert found.summary == "První řádek, druhý řádek."
