"""What the rooms put into the slots of the ground and of each other, by dotted path and in order (docs/seams.md).

A part of the settings: names in capitals become settings. Paths only, nothing is imported here.
"""

KKO_PROFILE_PANELS = ["catalogue.slots.projects.profile_projects", "magazine.slots.profile_articles"]
KKO_PROJECT_PANELS = ["magazine.slots.project_articles"]
KKO_MUNICIPALITY_PANELS = ["magazine.slots.municipality_articles"]
# Kinds of records that articles show as cards; each adds a block to the editor of articles.
KKO_ARTICLE_CARDS = ["catalogue.slots.cards.profile_cards", "catalogue.slots.cards.project_cards"]
KKO_NEED_ANSWERS = ["catalogue.slots.matching.people"]
KKO_DIGEST_SECTIONS = ["catalogue.slots.needs.new_answers"]
KKO_DESK_QUEUES = [
    "catalogue.slots.desk.new_profiles",
    "catalogue.slots.desk.changed_profiles",
    "catalogue.slots.desk.possible_duplicates",
    "catalogue.slots.claims.open_claims",
    "kko.moderation.slots.open_reports",
    "catalogue.slots.contact.reported_messages",
    "catalogue.slots.projects.open_tips",
    "catalogue.slots.desk.stale_profiles",
    "magazine.slots.desk.articles_in_review",
    "magazine.knowledge.slots.stale_guides",
    "magazine.knowledge.slots.dead_links",
    "kko.moderation.slots.unsettled_mail",
]
# What stands beside an edit on its review page, because it is no part of the edit.
KKO_REVIEW_PANELS = ["catalogue.slots.desk.beside_the_edit"]
# How the history of a record calls the verbs of the audit trail, room by room.
KKO_DEED_WORDS = [
    "kko.moderation.slots.deed_words",
    "catalogue.slots.history.deed_words",
    "catalogue.slots.projects.deed_words",
]
KKO_OVERVIEW_ITEMS = [
    "kko.accounts.slots.erasure_banner",
    "kko.accounts.slots.second_factor_banner",
    "catalogue.slots.overview.my_profiles",
    "catalogue.slots.needs.my_needs",
    "catalogue.slots.interviews.my_mapping",
]
KKO_SEARCH_KINDS = [
    "catalogue.slots.finding.profiles_kind",
    "magazine.slots.articles_kind",
    "catalogue.slots.finding.municipalities_kind",
    "magazine.slots.pages_kind",
    "catalogue.slots.projects.projects_kind",
    "catalogue.slots.projects.outputs_kind",
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
    "catalogue.slots.projects.home_outputs",
    "magazine.knowledge.slots.home_studies",
]
# What the pages of the knowledge library show besides their own fields: ``(request, page) -> dict``.
KKO_KNOWLEDGE_CONTEXTS = ["magazine.knowledge.views.pages.page_context"]
KKO_SITEMAPS = [
    "magazine.slots.sitemap.pages_sitemap",
    "catalogue.slots.sitemap.rooms_sitemap",
    "catalogue.slots.sitemap.profiles_sitemap",
    "catalogue.slots.sitemap.projects_sitemap",
    "catalogue.slots.sitemap.municipalities_sitemap",
]
KKO_FOOTER = ["magazine.slots.footer"]
KKO_FOOTER_SECONDS = 60
KKO_SYNONYMS_SECONDS = 15
KKO_DATASETS = [
    "catalogue.slots.data.profiles_dataset",
    "catalogue.slots.needs.needs_dataset",
    "catalogue.slots.projects.projects_dataset",
    "catalogue.slots.projects.outputs_dataset",
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
    "kko.search.actions.forget_searches",
    "catalogue.actions.projects.forget_tips",
    "magazine.actions.links.note_all_links",
    "magazine.knowledge.actions.check_links",
    "magazine.actions.newsletter.forget_unconfirmed",
    "magazine.actions.newsletter.send_due_issue",
]
# What is due by the minute, in the same way.
KKO_MINUTE_CHORES = ["magazine.actions.schedule.publish_due"]

# What is held about a person and how it goes, room by room (kko.accounts.slots).
KKO_MY_DATA = [
    "kko.accounts.slots.account_data",
    "catalogue.slots.mydata.profiles_data",
    "catalogue.slots.interviews.interviews_data",
    "catalogue.slots.projects.tips_data",
    "magazine.slots.newsletter.newsletter_data",
    "magazine.knowledge.slots.talks_data",
]
# Whoever needs to see a profile before it goes stands before the eraser of the catalogue.
KKO_ERASERS = [
    "magazine.actions.newsletter.erase_subscriptions",
    "magazine.knowledge.actions.erase_talks",
    "magazine.actions.reviews.erase_reviews",
    "catalogue.actions.interviews.erase_interviews",
    "catalogue.actions.projects.erase_tips",
    "catalogue.actions.erasure.erase_profiles",
]
# What would go and what would stay, in words; and what leaves the public pages while somebody may still come back.
KKO_ERASURE_PLANS = [
    "catalogue.slots.mydata.erasure_plan",
    "catalogue.slots.interviews.interviews_plan",
    "magazine.slots.newsletter.newsletter_plan",
    "magazine.knowledge.slots.talks_plan",
]
KKO_VEILS = ["catalogue.actions.erasure.veil_profiles"]

# What stands in an empty installation, and the sample content that leaves with one command, in order.
KKO_REFERENCE_DATA = [
    "kko.territory.slots.territory_reference",
    "kko.accounts.reference.load_roles",
    "kko.accounts.reference.load_consents",
    "catalogue.actions.listing.index_municipalities",
    "catalogue.reference.load_sectors",
    "catalogue.reference.load_needs",
    "catalogue.reference.load_questions",
    "catalogue.reference.load_library",
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
    "catalogue.sample.load_desk",
    "catalogue.sample.load_pictures",
    "catalogue.sample.load_projects",
    "magazine.knowledge.sample.load_library",
    "magazine.sample.load_articles",
    "magazine.sample.load_editors_desk",
]
KKO_SAMPLE_REMOVERS = [
    "magazine.sample.remove_articles",
    "magazine.knowledge.sample.remove_library",
    "catalogue.sample.remove_projects",
    "catalogue.sample.remove_interviews",
    "catalogue.sample.remove_profiles",
    "kko.accounts.sample.remove_people",
]
KKO_REVIEWED_MODELS = ["catalogue.Profile"]
_MANAGED = ("add", "change", "delete", "view")
_SEARCH = [
    *(f"search.{verb}_{noun}" for noun in ("synonym", "promotion") for verb in _MANAGED),
    "search.view_searchcount",
]
KKO_ROLE_PERMISSIONS = {
    "curator": [
        "wagtailadmin.access_admin",
        *(f"catalogue.{verb}_profile" for verb in (*_MANAGED, "publish", "lock", "unlock")),
        *(
            f"catalogue.{verb}_{noun}"
            for noun in ("sector", "discipline", "needgroup", "needkind", "wave")
            for verb in _MANAGED
        ),
        *(
            f"catalogue.{verb}_{noun}"
            for noun in ("project", "output")
            for verb in (*_MANAGED, "publish", "lock", "unlock")
        ),
        *(f"catalogue.{verb}_outputuse" for verb in _MANAGED),
        *(f"moderation.{verb}_savedreply" for verb in _MANAGED),
        *_SEARCH,
    ],
    "editor": [
        "wagtailadmin.access_admin",
        "wagtail_localize.submit_translation",
        *_SEARCH,
        *(f"wagtailredirects.{verb}_redirect" for verb in ("add", "change", "delete")),
        *(f"magazine.{verb}_subscriber" for verb in ("view", "delete")),
        *(f"magazine.{verb}_{noun}" for noun in ("reference", "knowledgetheme") for verb in _MANAGED),
    ],
    # Their drafts go to the editors; what they may do with pages stands in magazine.reference.
    "author": ["wagtailadmin.access_admin"],
    "administrator": [
        "wagtailadmin.access_admin",
        *_SEARCH,
        *(f"accounts.{verb}_consenttext" for verb in ("add", "change", "view")),
    ],
}
