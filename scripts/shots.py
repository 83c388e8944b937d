"""What ``make screens`` takes: pages by name, pictures of the guides, and those kept in ``docs/screens``."""

from dataclasses import dataclass

MEMBER = "tvurce@example.cz"
CURATOR = "kurator@example.cz"


@dataclass(frozen=True)
class Shot:
    """A page: its name, its address or (``link``) the selector of the link on that address that leads there,
    with ``tail`` after its address.

    ``who`` is signed in, a stranger when empty; ``status`` is what must come; ``form`` is filled and sent first.
    """

    name: str
    path: str
    link: str = ""
    tail: str = ""
    who: str = ""
    status: int = 200
    form: tuple[tuple[str, str], ...] = ()


CARD = ".card-grid .card-title a"
PUBLIC = (
    Shot("home", "/"),
    Shot("home-en", "/en/"),
    Shot("home-de", "/de/"),
    Shot("catalogue", "/katalog/"),
    Shot("catalogue-filtered", "/katalog/?odvetvi=remesla&odvetvi=design"),
    Shot("catalogue-empty", "/katalog/?q=keramyka"),
    Shot("catalogue-map", "/katalog/mapa/"),
    Shot("municipalities", "/katalog/obce/"),
    Shot("profile", "/katalog/?odvetvi=remesla", link=CARD),
    Shot("search", "/hledat/?q=keramika"),
    Shot("search-empty", "/hledat/?q=qqqq"),
    Shot("open-data", "/data/"),
    Shot("magazine", "/magazin/"),
    Shot("article", "/magazin/", link=CARD),
    Shot("accessibility", "/pristupnost/"),
    Shot("report", "/nefunguje/?odkud=/katalog/"),
    Shot("sign-in", "/ucet/login/"),
    Shot("sign-up", "/ucet/signup/"),
    Shot("code", "/ucet/signup/", form=(("email", "nova@example.cz"),)),
    Shot("not-found", "/katalog/neni-tu/", status=404),
)
MEMBERS = (
    Shot("overview", "/muj/", who=MEMBER),
    Shot("form", "/muj/profil/novy/", who=MEMBER),
    Shot("step", "/muj/", link="a:has-text('Pod Komínem')", tail="co/", who=MEMBER),
    Shot("preview", "/muj/", link="a:has-text('Modrý cibulák')", tail="nahled/", who=MEMBER),
    Shot("passkeys", "/ucet/2fa/", who=MEMBER),
    Shot("forbidden", "/styl/", who=MEMBER, status=403),
)
CURATORS = (
    Shot("gallery", "/styl/", who=CURATOR),
    Shot("desk", "/admin/desk/", who=CURATOR),
    Shot("review", "/admin/desk/", link="main td a:has-text('Modrý cibulák')", who=CURATOR),
    Shot("imports", "/admin/import/", who=CURATOR),
    Shot("import", "/admin/import/", link="main .listing a:has-text('mapovani')", who=CURATOR),
)
SHOTS = (*PUBLIC, *MEMBERS, *CURATORS)

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
    "tvurce-nahled": ("preview", ""),
    "tvurce-prehled": ("overview", ""),
    "tvurce-klice": ("passkeys", ""),
    "kurator-pult": ("desk", ""),
    "kurator-rozhodnuti": ("review", ""),
    "kurator-import": ("imports", ""),
    "kurator-verdikty": ("import", ""),
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
    ("article", 1440, "light"),
    ("municipalities", 768, "light"),
    ("not-found", 1440, "light"),
    ("gallery", 1440, "dark"),
)
