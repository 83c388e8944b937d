"""What ``make screens`` takes: pages by name, pictures of the guides, and those kept in ``docs/screens``."""

from dataclasses import dataclass, replace

MEMBER = "tvurce@example.cz"
CURATOR = "kurator@example.cz"
EDITOR = "redakce@example.cz"
FIELDWORKER = "teren@example.cz"
WIDTHS = {360: 780, 768: 1024, 1440: 900}
ENDS = (360, 1440)
SCHEMES = ("light", "dark")


@dataclass(frozen=True)
class Shot:
    """A page: its name, its address or (``link``) the selector of the link on that address that leads there,
    with ``tail`` after its address.

    ``who`` is signed in, a stranger when empty; ``status`` is what must come; ``form`` is filled and sent first.
    ``widths`` and ``schemes`` say in which windows it is taken; ``language`` follows the page to its translation.
    """

    name: str
    path: str
    link: str = ""
    tail: str = ""
    who: str = ""
    status: int = 200
    form: tuple[tuple[str, str], ...] = ()
    widths: tuple[int, ...] = tuple(WIDTHS)
    schemes: tuple[str, ...] = SCHEMES
    language: str = ""


CARD = ".card-grid .card-title a"
FRONT = (
    Shot("home", "/"),
    Shot("search", "/hledat/?q=keramika"),
    Shot("search-likely", "/hledat/?q=keramyka"),
    Shot("search-empty", "/hledat/?q=qqqq"),
    Shot("open-data", "/data/"),
    Shot("accessibility", "/pristupnost/"),
    Shot("report", "/nefunguje/?odkud=/katalog/"),
    Shot("sign-in", "/ucet/login/"),
    Shot("sign-up", "/ucet/signup/"),
    Shot("code", "/ucet/signup/", form=(("email", "nova@example.cz"),)),
    Shot("not-found", "/katalog/neni-tu/", status=404),
)
CATALOGUE = (
    Shot("catalogue", "/katalog/"),
    Shot("catalogue-filtered", "/katalog/?odvetvi=remesla&odvetvi=design"),
    Shot("catalogue-empty", "/katalog/?q=keramyka"),
    Shot("catalogue-map", "/katalog/mapa/"),
    Shot("municipalities", "/katalog/obce/"),
    Shot("profile", "/katalog/?odvetvi=remesla", link=CARD),
    Shot("profile-full", "/katalog/dilna-pod-kominem/"),
    Shot("contact", "/katalog/dilna-pod-kominem/napsat/"),
    Shot("shortlist-empty", "/vyber/"),
    Shot("shortlist-add", "/vyber/pridat/dilna-pod-kominem/"),
    Shot("municipality-index", "/obec/"),
    Shot("municipality", "/obec/usti-nad-labem/"),
    Shot("municipality-small", "/obec/malecov/"),
    Shot("needs-radar", "/potreby/"),
)
PROJECTS = (
    Shot("projects", "/projekty/"),
    Shot("projects-empty", "/projekty/?q=qqqq"),
    Shot("project", "/projekty/komin-v-pohybu/"),
    Shot("outputs", "/projekty/vystupy/"),
    Shot("project-tip", "/projekty/tip/"),
    Shot("project-addition", "/projekty/komin-v-pohybu/doplnit/"),
    Shot("project-thanks", "/projekty/tip/dekujeme/"),
)
MAGAZINE = (
    Shot("magazine", "/magazin/"),
    Shot("magazine-part", "/magazin/zahranici/"),
    Shot("article", "/magazin/hrnek-si-pamatuje/"),
    Shot("article-plain", "/magazin/co-nas-uci-essen/"),
    Shot("topic", "/magazin/prazdne-domy/"),
    Shot("series", "/magazin/domy-ktere-cekaji/"),
    Shot("author", "/magazin/vendula-rozvazna/"),
    Shot("newsletter", "/magazin/odber/"),
    Shot("newsletter-asked", "/magazin/odber/posta/"),
)
LIBRARY = (
    Shot("library", "/znalosti/"),
    Shot("study", "/znalosti/leipzig-spinnerei/"),
    Shot("comparison-empty", "/znalosti/srovnani/"),
    Shot("comparison", "/znalosti/srovnani/?a=leipzig-spinnerei&b=essen-zollverein"),
    Shot("literature", "/znalosti/literatura/"),
    Shot("guide", "/znalosti/kreativni-voucher/"),
)
PUBLIC = (*FRONT, *CATALOGUE, *PROJECTS, *MAGAZINE, *LIBRARY)

# Pages that are looked at in the other two languages: there the words are what may break.
SPOKEN = {
    *("home", "catalogue", "catalogue-map", "profile-full", "contact", "shortlist-empty", "municipality"),
    *("needs-radar", "projects", "project", "outputs", "project-tip", "magazine", "article", "topic", "newsletter"),
    *("library", "study", "comparison", "literature", "guide", "search-empty", "open-data", "sign-up"),
}
TRANSLATED = tuple(
    replace(shot, name=f"{shot.name}-{code}", language=code, widths=ENDS, schemes=("light",))
    for shot in PUBLIC
    if shot.name in SPOKEN
    for code in ("en", "de")
)


def of_profile(name: str, tail: str) -> Shot:
    """A page where the sample's member keeps her profile."""
    return Shot(name, "/muj/", link="a:has-text('Pod Komínem')", tail=tail, who=MEMBER)


INTERVIEW = "main a[href*='/mapovani/']:has-text('Rozhovor')"
MEMBERS = (
    Shot("overview", "/muj/", who=MEMBER),
    Shot("form", "/muj/profil/novy/", who=MEMBER),
    Shot("preview", "/muj/", link="a:has-text('Modrý cibulák')", tail="nahled/", who=MEMBER),
    of_profile("keeping", ""),
    of_profile("step-who", "kdo/"),
    of_profile("step", "co/"),
    of_profile("step-where", "kde/"),
    of_profile("step-contact", "kontakt/"),
    of_profile("step-openness", "otevrenost/"),
    of_profile("step-languages", "jazyky/"),
    of_profile("finish", "kontrola/"),
    of_profile("links", "odkazy/"),
    of_profile("portfolio", "portfolio/"),
    of_profile("portfolio-piece", "portfolio/nova-prace/"),
    of_profile("needs", "potreby/"),
    of_profile("need-kinds", "potreby/hledam/"),
    of_profile("people", "lide/"),
    of_profile("messages", "zpravy/"),
    Shot("shortlist", "/vyber/", who=MEMBER),
    Shot("name", "/muj/jmeno/", who=MEMBER),
    Shot("my-data", "/muj/udaje/", who=MEMBER),
    Shot("erasure", "/muj/smazani/", who=MEMBER),
    Shot("passkeys", "/ucet/2fa/", who=MEMBER),
    Shot("forbidden", "/styl/", who=MEMBER, status=403),
    Shot("mapping", "/muj/mapovani/", who=FIELDWORKER),
    Shot("interview", "/muj/mapovani/", link=INTERVIEW, who=FIELDWORKER),
    Shot("question", "/muj/mapovani/", link=INTERVIEW, tail="otazka/1/", who=FIELDWORKER),
)


def of_office(name: str, path: str, *, who: str = CURATOR, link: str = "") -> Shot:
    """A page of the back office; its looks are Wagtail's, so both ends of the widths do."""
    return Shot(name, path, link=link, who=who, widths=ENDS, schemes=("light",))


OFFICE = (
    Shot("gallery", "/styl/", who=CURATOR),
    of_office("office", "/admin/"),
    of_office("desk", "/admin/desk/"),
    of_office("review", "/admin/desk/", link="main td a:has-text('Modrý cibulák')"),
    of_office("duplicates", "/admin/desk/?fronta=duplicates"),
    of_office("duplicate", "/admin/desk/?fronta=duplicates", link="main a[href*='/duplicates/']"),
    of_office("tip", "/admin/desk/", link="main td a[href*='/tip/']"),
    of_office("claim", "/admin/desk/", link="main td a[href*='/claims/']"),
    of_office("imports", "/admin/import/"),
    of_office("import", "/admin/import/", link="main .listing a:has-text('mapovani')"),
    of_office("import-columns", "/admin/import/sloupce/"),
    of_office("coverage", "/admin/coverage/"),
    of_office("wave-sum", "/admin/waves/2/sum/"),
    of_office("waves", "/admin/snippets/catalogue/wave/"),
    of_office("office-radar", "/admin/needs/"),
    of_office("office-profiles", "/admin/snippets/catalogue/profile/"),
    of_office("office-projects", "/admin/snippets/catalogue/project/"),
    of_office("editors-desk", "/admin/desk/", who=EDITOR),
    of_office("editor", "/admin/pages/search/?q=hrnek", link="main .title-wrapper a", who=EDITOR),
    of_office("plan", "/admin/plan/", who=EDITOR),
    of_office("broken-links", "/admin/reports/broken-links/", who=EDITOR),
    of_office("searches", "/admin/searches/", who=EDITOR),
    of_office("synonyms", "/admin/snippets/search/synonym/", who=EDITOR),
    of_office("recommendations", "/admin/snippets/search/promotion/", who=EDITOR),
    of_office("subscribers", "/admin/newsletter/", who=EDITOR),
    of_office("office-literature", "/admin/snippets/magazine/reference/", who=EDITOR),
)
SHOTS = (*PUBLIC, *TRANSLATED, *MEMBERS, *OFFICE)

# What a curator brings from the field: all the verdicts that a row may get.
SHEET = """název;forma;obec;obory;popis;web;e-mail
Sklářská dílna U Lomu;studio;Košťany;Sklo;Foukané sklo a opravy vitráží;;
Divadlo na Hrázi;spolek;Chabařovice;divadlo;Hrajeme v bývalé vodárně;;
Keramika Modlany;osoba;Modlany;keramika;Hrnky, kachle, kurzy;;
Činoherní studio;veřejná instituce;Ústí nad Labem;divadlo;Scéna ve Střekově;;
Kamenná pekárna zvuku;studio;Krupka;nahrávání kamenů;Zvuky lomů a štol;;
Ateliér bez adresy;studio;;Grafický design a branding;Plakáty a knihy;;
Pražská tiskárna;firma;Praha;Grafický design a branding;Sítotisk;;
"""

# Name of the guide's picture: the shot, and the part of its page that is shown (all of the window when empty).
GUIDE = {
    "tvurce-pridat-se": ("sign-up", ""),
    "tvurce-kod": ("code", ""),
    "tvurce-formular": ("form", ""),
    "tvurce-krok": ("step", ""),
    "tvurce-ukazky": ("portfolio", ""),
    "tvurce-nahled": ("preview", ""),
    "tvurce-prehled": ("overview", ""),
    "tvurce-klice": ("passkeys", ""),
    "potreby-moje": ("needs", ""),
    "potreby-druhy": ("need-kinds", ""),
    "potreby-radar": ("needs-radar", ""),
    "pece-lide": ("people", ""),
    "udaje-zprava": ("contact", ""),
    "udaje-vyber": ("shortlist", ""),
    "udaje-moje": ("my-data", ""),
    "udaje-smazani": ("erasure", ""),
    "kurator-pult": ("desk", ""),
    "kurator-rozhodnuti": ("review", ""),
    "kurator-duplikaty": ("duplicate", ""),
    "kurator-import": ("imports", ""),
    "kurator-verdikty": ("import", ""),
    "kurator-radar": ("office-radar", ""),
    "mapovani-rozhovory": ("mapping", ""),
    "mapovani-otazka": ("question", ""),
    "mapovani-soucet": ("wave-sum", ""),
    "mapovani-pokryti": ("coverage", ""),
    "projekty-seznam": ("projects", ""),
    "projekty-projekt": ("project", ""),
    "projekty-obec": ("municipality", ""),
    "projekty-tip": ("tip", ""),
    "redaktor-editor": ("editor", ""),
    "redaktor-clanek": ("article", ""),
    "redaktor-pult": ("editors-desk", ""),
    "redaktor-plan": ("plan", ""),
    "hledani-vysledky": ("search", ""),
    "hledani-prehled": ("searches", ""),
    "knihovna-studie": ("library", ""),
    "knihovna-srovnani": ("comparison", ""),
    "knihovna-literatura": ("literature", ""),
    "knihovna-navod": ("guide", ""),
    "odber-formular": ("newsletter", ""),
}

# The best, kept in the repository: shot, width, scheme.
BEST = (
    ("home", 1440, "light"),
    ("home", 1440, "dark"),
    ("home", 360, "light"),
    ("catalogue", 1440, "light"),
    ("catalogue", 360, "dark"),
    ("catalogue-map", 1440, "light"),
    ("profile", 1440, "light"),
    ("profile", 768, "dark"),
    ("municipality", 1440, "light"),
    ("municipalities", 768, "light"),
    ("needs-radar", 1440, "dark"),
    ("projects", 1440, "light"),
    ("project", 360, "light"),
    ("article", 1440, "light"),
    ("library", 768, "dark"),
    ("comparison", 1440, "light"),
    ("desk", 1440, "light"),
    ("not-found", 1440, "light"),
    ("gallery", 1440, "dark"),
)
