"""The tree of pages that every installation starts with, in three languages, and the editors' rights on it."""

import json
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from kko.accounts.choices import Role
from magazine.models import ContentPage, HomePage, MagazinePage, SiteWords

REVIEW = "Schválení redakcí"
PAGE_RIGHTS = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
WAGTAILS_OWN = "Moderators approval"
PAGES = Path(__file__).resolve().parent / "data" / "pages.json"

HOME = {
    "cs": (
        "Kdo tvoří kraj pod\u00a0komíny",
        "Najděte keramičku, architekta nebo zvukaře ze\u00a0severních Čech. A\u00a0místo, kde spolu můžete začít.",
    ),
    "en": (
        "Who makes the land below the chimneys",
        "Find a ceramicist, an architect or a sound engineer from North Bohemia. And a place to start together.",
    ),
    "de": (
        "Wer das Land unter den Schloten gestaltet",
        "Finden Sie eine Keramikerin, einen Architekten oder eine Tontechnikerin aus Nordböhmen. "
        "Und einen Ort für den gemeinsamen Anfang.",
    ),
}
MAGAZINE = {
    "cs": ("Magazín", "magazin", "Co se v kraji děje, kdo za tím stojí a co jsme se naučili jinde."),
    "en": ("Magazine", "magazine", "What happens in the region, who is behind it and what we learned elsewhere."),
    "de": ("Magazin", "magazin", "Was in der Region geschieht, wer dahintersteht und was wir anderswo gelernt haben."),
}


@transaction.atomic
def load_site() -> str:
    """Make home page and magazine in Czech, English and German where they are missing; says what there is."""
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code, _name in settings.LANGUAGES}
    home = HomePage.objects.filter(locale=locales["cs"]).first() or _first_home(locales["cs"])
    magazine = MagazinePage.objects.child_of(home).first() or _add(home, _magazine("cs", locales["cs"]))
    for code in ("en", "de"):
        twin = home.get_translation_or_none(locales[code]) or _translate_home(home, code, locales[code])
        if magazine.get_translation_or_none(locales[code]) is None:
            own = _magazine(code, locales[code])
            own.translation_key = magazine.translation_key
            _add(twin, own)
    count = _load_pages(home, locales)
    _give_rights()
    _lead_to_review()
    return f"home page, magazine and {count} content pages in {len(locales)} languages"


def _first_home(locale: Locale) -> HomePage:
    root = Page.get_first_root_node()
    for welcome in Page.objects.child_of(root).filter(slug="home").exclude(pk__in=HomePage.objects.values("pk")):
        welcome.delete()  # Wagtail's own welcome page
    home = _add(Page.get_first_root_node(), _home("cs", locale))
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "port": 80, "root_page": home, "site_name": settings.SITE_NAME},
    )
    return home


def _home(code: str, locale: Locale) -> HomePage:
    headline, lede = HOME[code]
    slug = "home" if code == "cs" else f"home-{code}"
    return HomePage(title=settings.SITE_NAME, slug=slug, headline=headline, lede=lede, locale=locale)


def _translate_home(home: HomePage, code: str, locale: Locale) -> HomePage:
    twin = _home(code, locale)
    twin.translation_key = home.translation_key
    return _add(Page.get_first_root_node(), twin)


def _magazine(code: str, locale: Locale) -> MagazinePage:
    title, slug, lede = MAGAZINE[code]
    return MagazinePage(title=title, slug=slug, lede=lede, show_in_menus=True, locale=locale)


def _add(parent: Page, page: Page) -> Page:
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def _load_pages(home: HomePage, locales: dict[str, Locale]) -> int:
    """Make the content pages of ``pages.json`` that are missing; what editors have written stays."""
    entries = json.loads(PAGES.read_text(encoding="utf-8"))
    words, _new = SiteWords.objects.get_or_create(pk=1)
    pages = 0
    for entry in entries:
        if entry["key"] == "publicity":
            _fill_publicity(words, entry["languages"])
        else:
            _add_content(entry["languages"], home, locales)
            pages += 1
    return pages


def _fill_publicity(words: SiteWords, languages: dict[str, dict[str, str]]) -> None:
    for code, texts in languages.items():
        if not getattr(words, f"publicity_{code}"):
            setattr(words, f"publicity_{code}", texts["text"])
    words.save()


def _add_content(languages: dict[str, dict[str, str]], home: HomePage, locales: dict[str, Locale]) -> None:
    key = None
    for code, texts in languages.items():
        parent = home.get_translation(locales[code])
        page = ContentPage.objects.child_of(parent).filter(slug=texts["slug"]).first()
        if page is None:
            page = ContentPage(**texts, locale=locales[code])
            if key is not None:
                page.translation_key = key
            _add(parent, page)
        key = page.translation_key


def _give_rights() -> None:
    editors, authors, curators = (
        Group.objects.get_or_create(name=role.value)[0] for role in (Role.EDITOR, Role.AUTHOR, Role.CURATOR)
    )
    root = Page.get_first_root_node()
    rights = {
        code: Permission.objects.get(content_type__app_label="wagtailcore", codename=code) for code in PAGE_RIGHTS
    }
    for right in rights.values():
        GroupPagePermission.objects.get_or_create(group=editors, page=root, permission=right)
    for magazine in MagazinePage.objects.all():  # authors add, and change what they added; editors publish
        GroupPagePermission.objects.get_or_create(group=authors, page=magazine, permission=rights["add_page"])
    collection = Collection.get_first_root_node()
    # Wagtail asks for the rights of its own models, whatever the models of images and documents are.
    codenames = [f"{verb}_{noun}" for verb in ("add", "change", "choose") for noun in ("image", "document")]
    file_rights = Permission.objects.filter(
        content_type__app_label__in=("wagtailimages", "wagtaildocs"),
        codename__in=codenames,
    )
    for group in (editors, authors, curators):
        for right in file_rights:
            GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=right)


def _lead_to_review() -> None:
    """Give all pages the workflow in which editors read what authors wrote; another that was chosen since stays."""
    task = GroupApprovalTask.objects.filter(name=REVIEW).first() or GroupApprovalTask.objects.create(name=REVIEW)
    task.groups.add(Group.objects.get(name=Role.EDITOR.value))
    workflow = Workflow.objects.filter(name=REVIEW).first() or Workflow.objects.create(name=REVIEW)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task)
    root = Page.get_first_root_node()
    chosen = WorkflowPage.objects.filter(page=root).select_related("workflow").first()
    if chosen is None or chosen.workflow.name == WAGTAILS_OWN:
        WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})
