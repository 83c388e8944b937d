"""A project and its outputs as machines read them: schema.org in JSON-LD, only what the public page shows."""

import json
from collections.abc import Iterable
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from catalogue.choices import Language, OutputKind
from catalogue.models import Output, Project
from catalogue.structured.profiles import COUNTRY, ESCAPES, REGION

TYPES = {
    OutputKind.METHODOLOGY: "HowTo",
    OutputKind.DATA: "Dataset",
    OutputKind.TRAINING: "LearningResource",
    OutputKind.PUBLICATION: "Book",
    OutputKind.DESIGN: "VisualArtwork",
    OutputKind.SOFTWARE: "SoftwareApplication",
    OutputKind.VIDEO: "VideoObject",
}
People = Iterable[tuple[str, str]]


def project_structured(
    project: Project, outputs: Iterable[Output], *, base: str, image: str, people: People, crumbs: People
) -> SafeString:
    """Return the JSON of a ``Project``, its ``CreativeWork`` outputs and the way to it, safe inside a ``script``.

    ``base`` stands before our own paths; ``people`` are names and addresses (may be empty) of who led it and took
    part, the lead first; ``crumbs`` names and absolute addresses.
    """
    url = f"{base}{project.get_absolute_url()}"
    trail = [
        {"@type": "ListItem", "position": place, "name": name, "item": address}
        for place, (name, address) in enumerate(crumbs, start=1)
    ]
    graph = [
        _entity(project, url, image, people),
        *(_work(output, url, base) for output in outputs),
        {"@type": "BreadcrumbList", "itemListElement": trail},
    ]
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False)
    return mark_safe(text.translate(ESCAPES))  # nothing that is markup is left in it


def _entity(project: Project, url: str, image: str, people: People) -> dict[str, Any]:
    return _filled(
        {
            "@type": "Project",
            "@id": url,
            "url": url,
            "name": project.name[0],
            "description": project.summary[0] or project.aim[0][:300],
            "image": image,
            "foundingDate": str(project.starts_in or ""),
            "dissolutionDate": str(project.ends_in or ""),
            "sameAs": project.web,
            "areaServed": _places(project),
            "member": [_filled({"@type": "Organization", "name": name, "url": at}) for name, at in people],
        }
    )


def _work(output: Output, project_url: str, base: str) -> dict[str, Any]:
    address = output.address
    languages = [code for code in output.languages if code in Language.values and code != Language.CZS]
    return _filled(
        {
            "@type": TYPES.get(OutputKind(output.kind), "CreativeWork"),
            "additionalType": "https://schema.org/CreativeWork",
            "@id": f"{project_url}#vystup-{output.pk}",
            "name": output.title[0],
            "description": output.summary[0],
            "url": f"{base}{address}" if address.startswith("/") else address,
            "license": output.deed_url,
            "inLanguage": languages,
            "dateCreated": str(output.made_in or ""),
            "isPartOf": {"@id": project_url},
        }
    )


def _places(project: Project) -> list[dict[str, Any]]:
    places = [{"@type": "City", "name": place.name} for place in project.municipalities.all()]
    region = {
        "@type": "AdministrativeArea",
        "name": REGION,
        "address": {"@type": "PostalAddress", "addressCountry": COUNTRY},
    }
    return places or [region]


def _filled(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if value not in ("", [])}
