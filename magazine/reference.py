"""The tree of pages that every installation starts with, in three languages, and the editors' rights on it."""

import json
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    ReferenceIndex,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from catalogue.reference import library_collection
from kko.accounts.choices import Role
from kko.media.models import KkoDocument, KkoImage
from magazine.models import ContentPage, HomePage, MagazinePage, SiteWords

REVIEW = "Schválení redakcí"
PAGE_RIGHTS = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
FILES, SAMPLE_FILES = "Magazín", "Ukázka magazínu"
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
    """Give editors and authors what they may do with pages and files; curators have theirs from the catalogue."""
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
    _take_back_the_root([editors, authors, curators])
    for group, verbs in ((editors, ("add", "change", "choose")), (authors, ("add", "choose"))):
        for right in _file_rights(*verbs):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=files_collection(), permission=right
            )


def files_collection() -> Collection:
    """Return the collection of the magazine's pictures and documents.

    Editors look after all of them; authors change what they sent themselves, as ``add`` lets them.
    """
    found = Collection.objects.filter(name=FILES).first()
    return found or Collection.get_first_root_node().add_child(name=FILES)


def _file_rights(*verbs: str) -> QuerySet[Permission]:
    # Wagtail asks for the rights of its own models, whatever the models of images and documents are.
    codenames = [f"{verb}_{noun}" for verb in verbs for noun in ("image", "document")]
    return Permission.objects.filter(
        content_type__app_label__in=("wagtailimages", "wagtaildocs"), codename__in=codenames
    )


def _take_back_the_root(groups: list[Group]) -> None:
    """End the rights of earlier versions to files everywhere, members' pictures too; what lay about finds its place."""
    root = Collection.get_first_root_node()
    rights = _file_rights("add", "change", "choose")
    if not GroupCollectionPermission.objects.filter(group__in=groups, collection=root, permission__in=rights).delete()[
        0
    ]:
        return
    for sample in Collection.objects.filter(name=SAMPLE_FILES, depth=root.depth + 1):
        sample.move(files_collection(), pos="sorted-child")
    for model in (KkoImage, KkoDocument):
        kept_by_curators = ReferenceIndex.objects.filter(
            to_content_type=ContentType.objects.get_for_model(model), base_content_type__app_label="catalogue"
        )
        ids = [int(pk) for pk in kept_by_curators.values_list("to_object_id", flat=True)]
        lying_about = model.objects.filter(collection=root)
        lying_about.filter(pk__in=ids).update(collection=library_collection())
        lying_about.update(collection=files_collection())


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
