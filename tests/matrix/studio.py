"""Wagtail's studio, declared as a whole: ``courses.middleware.StudioMiddleware`` stands before every address under it."""

from .addresses import Address, addresses

PREFIX = "studio/"
PAGE_ARGUMENTS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id")
# In patterns that name their arguments nothing else may stand; elsewhere anything that fits.
WORDS = {
    "content_type_app_name": "courses",
    "content_type_model_name": "lessonpage",
    "app_label": "courses",
    "model_name": "lessonpage",
    "app_name": "courses",
    "action": "publish",
    "action_name": "approve",
    "filter_spec": "width-100",
    "uidb64": "MQ",
    "token": "set-password",
}
COMPARE = "wagtailadmin_pages:revisions_compare"
PAGES_OF_THE_INTERFACE = ("wagtailadmin_api:pages:detail", "wagtailadmin_api:pages:action")
# These name one of the bank's things in other words: who edits it now, and a recording or file chosen for a lesson.
OTHERWISE_NAMED = ("wagtailadmin_editing_sessions:ping", "lesson_recording_chooser:chosen", "lesson_file_chooser:chosen")


def studio_addresses() -> tuple[Address, ...]:
    return tuple(address for address in addresses() if address.route.startswith(PREFIX) and address.name)


def names_something(address: Address) -> bool:
    return bool(set(address.arguments) & set(PAGE_ARGUMENTS)) or address.name in (COMPARE, *PAGES_OF_THE_INTERFACE, *OTHERWISE_NAMED)
