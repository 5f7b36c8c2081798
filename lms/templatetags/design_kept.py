"""Pieces of a page that are the same for everybody: rendered once per process instead of once per request."""

from typing import Any

from django.template import Context, Node, NodeList, TemplateSyntaxError
from django.template.base import FilterExpression, Parser, Token, token_kwargs
from django.utils.translation import get_language

KEPT = 200


class KeptNode(Node):
    """Sees nothing but the values named in the tag, so that what one person sees can't be kept for another."""

    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList, values: dict[str, FilterExpression]) -> None:
        self.nodelist, self.values = nodelist, values
        self.kept: dict[Any, str] = {}

    def render(self, context: Context) -> str:
        values = {name: value.resolve(context) for name, value in self.values.items()}
        key = (get_language(), context.autoescape, *values.values())
        try:
            known = self.kept.get(key)
        except TypeError:  # a value that can't be a key is rendered each time
            return self._fresh(context, values)
        if known is None:
            if len(self.kept) >= KEPT:
                self.kept.clear()
            known = self.kept[key] = self._fresh(context, values)
        return known

    def _fresh(self, context: Context, values: dict[str, Any]) -> str:
        plain = Context(values, autoescape=context.autoescape, use_l10n=context.use_l10n, use_tz=context.use_tz)
        plain.template, plain.render_context = context.template, context.render_context
        return self.nodelist.render(plain)


def do_kept(parser: Parser, token: Token) -> KeptNode:
    """``{% kept items=frame.items %} … {% endkept %}``: one rendering per language and per value of what is named."""
    bits = token.split_contents()[1:]
    values = token_kwargs(bits, parser)
    if bits:
        raise TemplateSyntaxError("kept takes only name=value")
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, values)
