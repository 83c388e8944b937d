"""What the rooms put into the slots of the ground and of each other, by dotted path and in order (docs/seams.md).

A part of the settings: names in capitals become settings. Paths only, nothing is imported here.
"""

KKO_PROFILE_PANELS: list[str] = []
KKO_NEED_ANSWERS = ["catalogue.slots.matching.people"]
KKO_DIGEST_SECTIONS = ["catalogue.slots.needs.new_answers"]
KKO_DESK_QUEUES = [
    "catalogue.slots.desk.new_profiles",
    "catalogue.slots.desk.changed_profiles",
    "catalogue.slots.desk.possible_duplicates",
    "catalogue.slots.claims.open_claims",
    "kko.moderation.slots.open_reports",
    "catalogue.slots.contact.reported_messages",
    "catalogue.slots.desk.stale_profiles",
    "magazine.knowledge.slots.stale_guides",
    "magazine.knowledge.slots.dead_links",
    "kko.moderation.slots.unsettled_mail",
]
# How the history of a record calls the verbs of the audit trail, room by room.
KKO_DEED_WORDS = ["kko.moderation.slots.deed_words", "catalogue.slots.history.deed_words"]
KKO_OVERVIEW_ITEMS = [
    "kko.accounts.slots.erasure_banner",
    "catalogue.slots.overview.my_profiles",
    "catalogue.slots.needs.my_needs",
    "catalogue.slots.interviews.my_mapping",
]
KKO_SEARCH_KINDS = [
    "catalogue.slots.finding.profiles_kind",
    "magazine.slots.articles_kind",
    "magazine.knowledge.slots.guides_kind",
    "magazine.knowledge.slots.studies_kind",
    "magazine.knowledge.slots.literature_kind",
]
KKO_HOME_BLOCKS = [
    "catalogue.slots.home.home_sectors",
    "catalogue.slots.home.home_newest",
    "catalogue.slots.home.home_map",
    "catalogue.slots.needs.home_needs",
    "magazine.slots.home_articles",
    "magazine.knowledge.slots.home_studies",
]
# What the pages of the knowledge library show besides their own fields: ``(request, page) -> dict``.
KKO_KNOWLEDGE_CONTEXTS = ["magazine.knowledge.views.pages.page_context"]
KKO_FOOTER = ["magazine.slots.footer"]
KKO_FOOTER_SECONDS = 60
KKO_DATASETS = [
    "catalogue.slots.data.profiles_dataset",
    "catalogue.slots.needs.needs_dataset",
    "kko.territory.slots.municipalities_dataset",
    "magazine.knowledge.slots.studies_dataset",
    "magazine.knowledge.slots.literature_dataset",
]

# What is due by the hour: Celery beat, or the loop of `make run`, asks each.
KKO_CHORES: list[str] = [
    "kko.accounts.actions.erase_due",
    "kko.accounts.actions.forget_codes",
    "kko.mail.actions.forget_letters",
    "catalogue.actions.contact.forget_messages",
    "catalogue.actions.freshness.ask_whether_still_true",
    "catalogue.actions.freshness.unlist_the_long_silent",
    "catalogue.actions.interviews.forget_stale_interviews",
    "magazine.knowledge.actions.check_links",
]

# What is held about a person and how it goes, room by room (kko.accounts.slots).
KKO_MY_DATA = [
    "kko.accounts.slots.account_data",
    "catalogue.slots.mydata.profiles_data",
    "catalogue.slots.interviews.interviews_data",
]
# Whoever needs to see a profile before it goes stands before the eraser of the catalogue.
KKO_ERASERS = ["catalogue.actions.interviews.erase_interviews", "catalogue.actions.erasure.erase_profiles"]
# What would go and what would stay, in words; and what leaves the public pages while somebody may still come back.
KKO_ERASURE_PLANS = ["catalogue.slots.mydata.erasure_plan", "catalogue.slots.interviews.interviews_plan"]
KKO_VEILS = ["catalogue.actions.erasure.veil_profiles"]

# What stands in an empty installation, and the sample content that leaves with one command, in order.
KKO_REFERENCE_DATA = [
    "kko.territory.slots.territory_reference",
    "kko.accounts.reference.load_roles",
    "kko.accounts.reference.load_consents",
    "catalogue.reference.load_sectors",
    "catalogue.reference.load_needs",
    "catalogue.reference.load_questions",
    "kko.moderation.reference.load_workflow",
    "kko.moderation.reference.load_replies",
    "magazine.reference.load_site",
    "magazine.knowledge.reference.load_library",
    "magazine.knowledge.reference.load_guides",
]
KKO_SAMPLE_DATA = [
    "kko.accounts.sample.load_people",
    "catalogue.sample.load_institutions",
    "catalogue.sample.load_profiles",
    "catalogue.sample.load_interviews",
    "catalogue.sample.load_claim",
    "magazine.sample.load_articles",
    "magazine.knowledge.sample.load_library",
]
KKO_SAMPLE_REMOVERS = [
    "magazine.knowledge.sample.remove_library",
    "magazine.sample.remove_articles",
    "catalogue.sample.remove_interviews",
    "catalogue.sample.remove_profiles",
    "kko.accounts.sample.remove_people",
]
KKO_REVIEWED_MODELS = ["catalogue.Profile"]
_MANAGED = ("add", "change", "delete", "view")
KKO_ROLE_PERMISSIONS = {
    "curator": [
        "wagtailadmin.access_admin",
        *(f"catalogue.{verb}_profile" for verb in (*_MANAGED, "publish", "lock", "unlock")),
        *(
            f"catalogue.{verb}_{noun}"
            for noun in ("sector", "discipline", "needgroup", "needkind", "wave")
            for verb in _MANAGED
        ),
        *(f"moderation.{verb}_savedreply" for verb in _MANAGED),
    ],
    "editor": [
        "wagtailadmin.access_admin",
        "wagtail_localize.submit_translation",
        *(f"magazine.{verb}_{noun}" for noun in ("reference", "knowledgetheme") for verb in _MANAGED),
    ],
    "administrator": [
        "wagtailadmin.access_admin",
        *(f"accounts.{verb}_consenttext" for verb in ("add", "change", "view")),
    ],
}
