"""What Wagtail says about images, documents, embedded media and redirects."""

from django.utils.translation import gettext_noop, ngettext_lazy

REDIRECTS = (
    gettext_noop("redirect from"),
    gettext_noop(
        "Recommended. Permanent redirects ensure search engines forget the old page (the "
        "'Redirect from') and index the new page instead."
    ),
    gettext_noop("target page route"),
    gettext_noop(
        "Optionally specify a route on the target page to redirect to. Leave blank to redirect "
        "to the default page route."
    ),
    gettext_noop("automatically created"),
    gettext_noop("redirects"),
    gettext_noop(
        "<p>Select a file where redirects are separated into rows and contains the columns "
        "representing <code>from</code> and <code>to</code> (they can be named anything).</p> "
        "<p>After submitting you will be taken to a confirmation view where you can customize "
        "your redirects before import.</p>"
    ),
    gettext_noop("Found %(total)s redirects, created %(successes)s and found %(errors)s errors."),
    gettext_noop("From"),
    gettext_noop("To"),
    gettext_noop('Sorry, no redirects match "<em>%(query_string)s</em>"'),
    gettext_noop(
        'No redirects have been created. Why not <a href="%(wagtailredirects_add_redirect_url)s">add one</a>?'
    ),
    gettext_noop("Redirect '%(redirect_title)s' updated."),
    gettext_noop("Redirect '%(redirect_title)s' deleted."),
    gettext_noop("Redirect '%(redirect_title)s' added."),
    gettext_noop('File format of type "%(extension)s" is not supported.'),
    gettext_noop("Imported file has a wrong encoding: %(error_message)s."),
    gettext_noop("%(error)s encountered while trying to read file: %(filename)s."),
    ngettext_lazy("Imported %(total)d redirect", "Imported %(total)d redirects", "total"),
)

DOCUMENTS = (
    gettext_noop("Maximum filesize: %(max_upload_size)s."),
    gettext_noop("Edit any document"),
    gettext_noop("Select documents in choosers"),
    gettext_noop("tags"),
    ngettext_lazy("Add tags to 1 document", "Add tags to %(counter)s documents", "counter"),
    gettext_noop("Add tags to documents"),
    ngettext_lazy(
        "Are you sure you want to tag the following document?",
        "Are you sure you want to tag the following documents?",
        "number",
    ),
    ngettext_lazy(
        "You don't have permission to add tags to this document",
        "You don't have permission to add tags to these documents",
        "number",
    ),
    ngettext_lazy("Add 1 document to new collection", "Add %(counter)s documents to new collection", "counter"),
    gettext_noop("Add documents to collection"),
    ngettext_lazy(
        "Are you sure you want to add the following document to the selected collection?",
        "Are you sure you want to add the following documents to the selected collection?",
        "number",
    ),
    ngettext_lazy(
        "You don't have permission to add this document to a collection",
        "You don't have permission to add these documents to a collection",
        "number",
    ),
    ngettext_lazy("Delete 1 document", "Delete %(counter)s documents", "counter"),
    gettext_noop("Delete documents"),
    ngettext_lazy(
        "Are you sure you want to delete this document?", "Are you sure you want to delete these documents?", "number"
    ),
    ngettext_lazy(
        "You don't have permission to delete this document",
        "You don't have permission to delete these documents",
        "number",
    ),
    gettext_noop('Sorry, no documents match "<em>%(search_query)s</em>"'),
    gettext_noop(
        'Why not <a class="upload-one-now" href="#tab-upload" '
        'data-action="w-tabs#select:prevent" data-w-tabs-target="trigger" '
        'data-w-tabs-focus-param="true">upload one now</a>?'
    ),
    gettext_noop("Uploading…"),
    gettext_noop("Select all documents in listing"),
    gettext_noop('Sorry, no documents match "<em>%(query_string)s</em>"'),
    gettext_noop("Tags"),
    gettext_noop("Add tags to the selected documents"),
    ngettext_lazy(
        "New tags have been added to %(num_parent_objects)d document",
        "New tags have been added to %(num_parent_objects)d documents",
        "num_parent_objects",
    ),
    gettext_noop("Add to collection"),
    gettext_noop("Add selected documents to collection"),
    ngettext_lazy(
        "%(num_parent_objects)d document has been added to %(collection)s",
        "%(num_parent_objects)d documents have been added to %(collection)s",
        "collection",
    ),
    ngettext_lazy(
        "%(num_parent_objects)d document has been deleted",
        "%(num_parent_objects)d documents have been deleted",
        "num_parent_objects",
    ),
    gettext_noop("The document could not be created due to errors."),
    gettext_noop("Document '%(document_title)s' added."),
    gettext_noop("Document '%(document_title)s' updated"),
    gettext_noop("The file could not be found. Please change the source or delete the document."),
    gettext_noop("Document '%(document_title)s' deleted."),
)

EMBEDS = (
    gettext_noop("Cannot find an embed for this URL."),
    gettext_noop("Insert embed"),
    gettext_noop("Embed"),
)

IMAGES = (
    gettext_noop("Edit any image"),
    gettext_noop("Select images in choosers"),
    ngettext_lazy(
        "Are you sure you want to add the following image to the selected collection?",
        "Are you sure you want to add the following images to the selected collection?",
        "number",
    ),
    ngettext_lazy(
        "You don't have permission to add this image to a collection",
        "You don't have permission to add these images to a collection",
        "number",
    ),
    ngettext_lazy("Delete 1 image", "Delete %(counter)s images", "counter"),
    ngettext_lazy(
        "Are you sure you want to delete this image?", "Are you sure you want to delete these images?", "number"
    ),
    ngettext_lazy(
        "You don't have permission to delete this image", "You don't have permission to delete these images", "number"
    ),
    gettext_noop(
        "Upload successful. However, your new image seems to be a duplicate of an existing "
        "image. You may delete it if it wasn't required."
    ),
    gettext_noop("Use new image"),
    gettext_noop("Use existing and delete new"),
    gettext_noop("You haven't uploaded any images in this collection."),
    gettext_noop("You haven't uploaded any images."),
    gettext_noop("Keep new image"),
    gettext_noop("Delete new image"),
    gettext_noop("Image focal point"),
    gettext_noop('Sorry, no images match "<em>%(query_string)s</em>"'),
    gettext_noop("Image URL"),
    gettext_noop("Copy URL"),
    gettext_noop("Copying to clipboard failed"),
    gettext_noop("Please provide an image description to comply with best practices for accessibility."),
    gettext_noop(
        "Upload successful. However, your new image seems to be a duplicate of this existing "
        "image. You may delete it if it wasn't required."
    ),
    gettext_noop("Report this error to your website administrator with the following information:"),
    gettext_noop("Add tags to the selected images"),
    ngettext_lazy(
        "New tags have been added to %(num_parent_objects)d image",
        "New tags have been added to %(num_parent_objects)d images",
        "num_parent_objects",
    ),
    gettext_noop("Add selected images to collection"),
    ngettext_lazy(
        "%(num_parent_objects)d image has been added to %(collection)s",
        "%(num_parent_objects)d images have been added to %(collection)s",
        "collection",
    ),
    ngettext_lazy(
        "%(num_parent_objects)d image has been deleted",
        "%(num_parent_objects)d images have been deleted",
        "num_parent_objects",
    ),
    gettext_noop("Image '%(image_title)s' updated."),
    gettext_noop("Generate URL"),
    gettext_noop("The filter options you have selected are not valid."),
    gettext_noop("Image '%(image_title)s' deleted."),
    gettext_noop("Image '%(image_title)s' added."),
)
