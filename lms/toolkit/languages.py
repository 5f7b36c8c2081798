"""A translated text in every language the site speaks, for input that may come back in any of them."""

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import override

from .upload_problem import Text


def in_all_languages(text: Text) -> list[str]:
    """The text once per language, duplicates removed, the first language first; plain strings are just themselves."""
    if not isinstance(text, Promise):
        return [text]
    spellings: list[str] = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            spellings.append(str(text))
    return list(dict.fromkeys(spellings))
