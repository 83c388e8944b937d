"""What Wagtail says about approval: workflows, their tasks, what was sent, returned and approved."""

from django.utils.translation import gettext_noop, ngettext_lazy

APPROVAL = (
    gettext_noop("Submit for moderation"),
    gettext_noop("Resubmit to %(task_name)s"),
    gettext_noop("Submit to %(workflow_name)s"),
    gettext_noop("Restart workflow "),
    gettext_noop("Cancel workflow "),
    gettext_noop("This page already has workflow '%(workflow_name)s' assigned."),
    gettext_noop("You cannot assign this workflow to the same page multiple times."),
    gettext_noop("Snippet '%(content_type)s' already has workflow '%(workflow_name)s' assigned."),
    gettext_noop("Give your workflow a name"),
    gettext_noop("Add tasks to your workflow"),
    gettext_noop("task"),
    ngettext_lazy("There is %(counter)s match", "There are %(counter)s matches", "counter"),
    gettext_noop(
        "This %(model_name)s was marked as needing changes at <strong>%(task)s</strong> in "
        "<strong>%(workflow)s</strong>."
    ),
    gettext_noop("This %(model_name)s is currently at <strong>%(task)s</strong> in <strong>%(workflow)s</strong>."),
    gettext_noop("Live"),
    gettext_noop("Task started"),
    gettext_noop("Changes requested at"),
    gettext_noop("Awaiting"),
    gettext_noop("Awaiting your review"),
    gettext_noop("Compare with live version"),
    gettext_noop("Publish page"),
    gettext_noop(
        "This page was marked as needing changes at <strong>%(task)s</strong> in <strong>%(workflow)s</strong>."
    ),
    gettext_noop("This page is currently at <strong>%(task)s</strong> in <strong>%(workflow)s</strong>."),
    gettext_noop("Publishing this page will cancel the current workflow."),
    gettext_noop("Workflow"),
    gettext_noop("Page/Snippet"),
    gettext_noop("Requested by"),
    gettext_noop("Started at"),
    gettext_noop("Incomplete task"),
    gettext_noop("Completed at"),
    gettext_noop("To be created by %(user)s"),
    gettext_noop("by %(user)s"),
    gettext_noop("Requested by <b>%(modified_by)s</b>"),
    gettext_noop("Started at <b>%(started_at)s</b>"),
    gettext_noop("with comment:"),
    gettext_noop("Workflow started"),
    gettext_noop("Workflow completed"),
    gettext_noop("Approved task"),
    gettext_noop("This page hasn't been submitted for moderation yet"),
    gettext_noop(
        "This workflow is currently in progress on %(workflow_states_in_progress)s pages. "
        "Deleting this workflow will cancel moderation on these page. Are you sure you want to "
        "delete this workflow?"
    ),
    gettext_noop("Are you sure you want to disable this workflow?"),
    gettext_noop("Yes, disable"),
    gettext_noop("Are you sure you want to disable this task?"),
    gettext_noop("Assign your workflow to pages"),
    gettext_noop("Assign your workflow to snippets"),
    gettext_noop(
        "Workflows apply to child pages too. If you select a parent page here, its child pages "
        'will also use this workflow. See <a href="%(workflow_pages_url)s">the list of the '
        "pages</a> your workflow applies to."
    ),
    gettext_noop("This workflow is disabled so it cannot be assigned to any pages."),
    gettext_noop("This workflow is disabled so it cannot be assigned to any snippets."),
    gettext_noop("Used on the following active workflows"),
    ngettext_lazy("+%(counter)s more", "+%(counter)s more", "counter"),
    ngettext_lazy("1 page", "%(counter)s pages", "counter"),
    ngettext_lazy("1 snippet type", "%(counter)s snippet types", "counter"),
    gettext_noop('No workflows have been created. Why not <a href="%(add_url)s">add one</a>?'),
    gettext_noop('There are no enabled workflows. Why not <a href="%(add_url)s">add one</a>?'),
    gettext_noop("Choose which type of task you'd like to create."),
    gettext_noop("Choose a task"),
    gettext_noop("Choose a different task type"),
    gettext_noop("Creating…"),
    gettext_noop("Task type"),
    gettext_noop('Sorry, no tasks match "<em>%(query_string)s</em>"'),
    gettext_noop("You haven't created any tasks."),
    gettext_noop(
        'Why not <a class="create-one-now" href="#tab-new" data-action="w-tabs#select:prevent" '
        'data-w-tabs-target="trigger" data-w-tabs-focus-param="true">create one now</a>?'
    ),
    gettext_noop('No tasks have been created. Why not <a href="%(add_url)s">add one</a>?'),
    gettext_noop('There are no enabled tasks. Why not <a href="%(add_url)s">add one</a>?'),
    gettext_noop("Submitted"),
    gettext_noop("Not started"),
    gettext_noop("Changes requested by %(requested_by)s"),
    gettext_noop("Changes requested"),
    gettext_noop("Approved by %(approved_by)s"),
    gettext_noop("See full history"),
    gettext_noop("Workflow history"),
    gettext_noop("Workflow progress"),
    gettext_noop("Workflow on %(model_name)s '%(object)s' has been restarted."),
    gettext_noop("Workflow on %(model_name)s '%(object)s' has been cancelled."),
    gettext_noop("The %(model_name)s '%(title)s' is not currently awaiting moderation."),
    gettext_noop("The %(model_name)s '%(title)s' is not currently awaiting moderation in task '%(task_name)s'."),
    gettext_noop("Page '%(page_title)s' created and submitted for moderation."),
    gettext_noop("Workflow on page '%(page_title)s' has been cancelled."),
    gettext_noop("Page '%(page_title)s' has been submitted for moderation."),
    gettext_noop("Workflow on page '%(page_title)s' has been restarted."),
    gettext_noop("The page '%(page_title)s' is not currently awaiting moderation."),
    gettext_noop("The page '%(page_title)s' is not currently awaiting moderation in task '%(task_name)s'."),
    gettext_noop("Awaiting my review"),
    gettext_noop("Workflows"),
    gettext_noop("Page/Snippet ID"),
    gettext_noop("Page/Snippet Type"),
    gettext_noop("Page/Snippet Title"),
    gettext_noop("Workflow tasks"),
    gettext_noop("Requested By"),
    gettext_noop("By workflow"),
    gettext_noop("Show disabled"),
    gettext_noop("Add a workflow"),
    gettext_noop("New workflow"),
    gettext_noop("Workflow '%(object)s' created."),
    gettext_noop("Editing workflow"),
    gettext_noop("Workflow '%(object)s' updated."),
    gettext_noop("Disable workflow"),
    gettext_noop("Workflow '%(object)s' disabled."),
    ngettext_lazy(
        "This workflow is in progress on %(states_in_progress)d page/snippet. Disabling this workflow "
        "will cancel moderation on this page/snippet.",
        "This workflow is in progress on %(states_in_progress)d pages/snippets. Disabling this "
        "workflow will cancel moderation on these pages/snippets.",
        "states_in_progress",
    ),
    gettext_noop("Workflow '%(workflow_name)s' enabled."),
    gettext_noop("Workflow removed from Page '%(page_title)s'."),
    gettext_noop("New workflow task"),
    gettext_noop("Task '%(object)s' created."),
    gettext_noop("Task '%(object)s' updated."),
    gettext_noop("Editing %(task_type)s"),
    gettext_noop("Disable task"),
    gettext_noop("Task '%(object)s' disabled."),
    ngettext_lazy(
        "This task is in progress on %(states_in_progress)d page/snippet. Disabling this task will "
        "cause it to be skipped in the moderation workflow and not be listed for selection when "
        "editing a workflow.",
        "This task is in progress on %(states_in_progress)d pages/snippets. Disabling this task will "
        "cause it to be skipped in the moderation workflow and not be listed for selection when "
        "editing a workflow.",
        "states_in_progress",
    ),
    gettext_noop("Task '%(task_name)s' enabled."),
    gettext_noop("Choose another task"),
    gettext_noop("Edit this task"),
)
