"""Names and words that generated profiles are made of. The texts' sentences are those of the sample."""

FIRST_NAMES = ["Jana", "Marie", "Eva", "Hana", "Anna", "Lenka", "Kateřina", "Lucie", "Věra", "Alena", "Petra", "Veronika", "Tereza", "Martina", "Michaela", "Jitka", "Helena", "Ludmila", "Zdeňka", "Ivana", "Monika", "Eliška", "Markéta", "Barbora", "Adéla", "Kristýna", "Natálie", "Klára", "Pavla", "Dagmar", "Jiří", "Jan", "Petr", "Josef", "Pavel", "Martin", "Tomáš", "Jaroslav", "Miroslav", "Zdeněk", "Václav", "Michal", "František", "Jakub", "Milan", "Karel", "Lukáš", "David", "Vladimír", "Ondřej", "Ladislav", "Marek", "Roman", "Stanislav", "Daniel", "Filip", "Antonín", "Vojtěch", "Radek", "Adam", "Matěj", "Dominik", "Aleš", "Šimon", "Štěpán", "Ctirad", "Žaneta", "Řehoř"]

SURNAMES = ["Novák", "Svoboda", "Novotný", "Dvořák", "Černý", "Procházka", "Kučera", "Veselý", "Horák", "Němec", "Marek", "Pospíšil", "Pokorný", "Hájek", "Král", "Jelínek", "Růžička", "Beneš", "Fiala", "Sedlák", "Doležal", "Zeman", "Kolář", "Navrátil", "Čermák", "Vaněk", "Urban", "Blažek", "Kříž", "Kovář", "Kratochvíl", "Bartoš", "Vlček", "Polák", "Musil", "Kopecký", "Šimek", "Konečný", "Malý", "Holub", "Čech", "Kadlec", "Štěpánek", "Staněk", "Dostál", "Soukup", "Šťastný", "Mareš", "Moravec", "Sýkora", "Tichý", "Valenta", "Vávra", "Matoušek", "Bláha", "Říha", "Ševčík", "Bureš", "Hruška", "Mašek", "Pavlík", "Dušek", "Hrubý", "Bednář", "Janda", "Beran", "Mach", "Tůma", "Vacek", "Ptáček", "Žák", "Richter", "Wagner", "Hoffmann", "Fischer", "Krause", "Schmidt", "Lorenz", "Kunc", "Vondra", "Žižka", "Škoda", "Řezníček", "Ječný", "Úlehla", "Ďurica", "Chalupa", "Chmel"]

HOUSES = {
    "studio": ["Studio", "Ateliér", "Dílna", "Kolektiv"],
    "company": ["Tvůrci", "Výroba", "Produkce", "Agentura"],
    "association": ["Spolek", "Sdružení", "Klub", "Kruh"],
    "institution": ["Muzeum", "Knihovna", "Galerie", "Archiv"],
    "school": ["Škola", "Základní umělecká škola", "Kurzy", "Akademie"],
    "venue": ["Kulturní dům", "Kino", "Divadlo", "Sklad"],
    "festival": ["Festival", "Slavnost", "Přehlídka", "Dny"],
    "informal": ["Parta", "Skupina", "Setkání", "Soubor"],
}

OF_WHAT = ["Jeřabina", "Ocún", "Hlína", "Porcelán", "Uhlí", "Labe", "Ohře", "Bílina", "Ploučnice", "Větruše", "Kamenec", "Lípa", "Javor", "Sova", "Čáp", "Volavka", "Kavka", "Mlha", "Sníh", "Popel", "Jiskra", "Kolej", "Nádraží", "Komín", "Šachta", "Výsypka", "Pískovec", "Čedič", "Chmel", "Réva", "Maják", "Sirka", "Klíč", "Most", "Brána", "Schody", "Půda", "Sklep", "Dvůr", "Zahrada", "Skleník", "Louka", "Rákos", "Kapradí", "Mech", "Bříza", "Ořech", "Zrno", "Pekárna", "Cihla", "Trám", "Rám", "Plátno", "Pigment", "Struna", "Ozvěna"]

SYLLABLES = ["ba", "be", "bo", "ce", "da", "do", "fi", "ga", "he", "ji", "ka", "ko", "lu", "me", "mi", "no", "pa", "ra", "ro", "si", "so", "ta", "te", "tu", "vi", "vo", "za", "zu"]
ENDINGS = ["rna", "lek", "nice", "vín", "štin", "hora", "ves", "dol", "tek", "ník"]

SUMMARIES = [
    "{discipline} z místa {place}, na zakázku i pro radost.",
    "{alias}: {discipline} pro města, školy a spolky.",
    "{discipline} s citem pro místo; působíme v obci {place} a okolí.",
    "{alias} a {other}. Malé série, poctivá práce.",
    "{discipline}, kurzy a dílny pro začátečníky i pokročilé.",
    "{other} a {alias} pod jednou střechou.",
    "Spojujeme {discipline} a {other} na severu Čech.",
    "{alias} s vlastní dílnou, {place}.",
]

FORMS = {
    "person": 46,
    "studio": 14,
    "company": 13,
    "association": 10,
    "institution": 4,
    "school": 3,
    "venue": 4,
    "festival": 2,
    "informal": 4,
}

SECTORS = {
    "design": 13,
    "hudba": 13,
    "vytvarne-umeni": 13,
    "remesla": 12,
    "audiovize": 7,
    "reklama-komunikace": 8,
    "scenicka-umeni": 7,
    "architektura": 7,
    "digital-hry": 6,
    "literatura-media": 6,
    "produkce-vzdelavani": 5,
    "moda": 4,
    "kulturni-dedictvi": 4,
}

AVAILABILITY = {"commissions": 0.62, "collaboration": 0.55, "mentoring": 0.12, "teaching": 0.24}
