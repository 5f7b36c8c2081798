"""Says whether a certificate is genuine: the PDF as issued, or the text of its code. Asks the database for keys, or a file of them."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lms.people.enums import Entrustment

from ...documents.certificate_words import limit_words, node_names, validity_words
from ...domain.certificate import InvalidCertificate, Terms, from_base64, verify_file, verify_token
from ...queries import certificate_of_number, public_keys

NOT_GENUINE = 1
WHY = {
    "no_token": "there is no signed certificate in it",
    "unreadable": "what is in it can't be read; it was damaged or changed",
    "unknown_key": "it names a key that isn't among the known ones",
    "not_signed": "the signature doesn't fit: something was changed",
    "other_number": "the address names another certificate than the signed text",
}


class Command(BaseCommand):
    help = "Verify a certificate (a PDF file, or the text of its code): prints what it certifies (exit 0), or why it isn't genuine (1)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("certificate", help="a PDF file, the text DZ1.….…, or the address with it")
        parser.add_argument("--keys", help="a file as /verify/key/ gives it; without it the database is asked")

    def handle(self, *args: Any, **options: Any) -> None:
        given = options["certificate"]
        keys = _read_keys(options["keys"]) if options["keys"] else public_keys()
        try:
            terms = verify_file(Path(given).read_bytes(), keys) if Path(given[:250]).is_file() else verify_token(given, keys)
        except InvalidCertificate as problem:
            self.stderr.write(f"not genuine: {WHY.get(problem.code, problem.code)}")
            sys.exit(NOT_GENUINE)
        for line in _lines(terms):
            self.stdout.write(line)
        if not options["keys"]:
            row = certificate_of_number(terms.number)
            self.stdout.write(f"state here: {row.state if row else 'not issued here'}")


def _read_keys(name: str) -> dict[str, bytes]:
    try:
        held = json.loads(Path(name).read_text(encoding="utf-8"))
        return {one["key"]: from_base64(one["public_key"]) for one in held["keys"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CommandError(f"{name} is no file of keys: {error}") from error


def _lines(terms: Terms) -> list[str]:
    level = Entrustment(terms.level).label if terms.level in Entrustment.values else terms.level
    return [
        f"genuine: {terms.number}",
        f"{terms.bank} · {terms.holder}",
        f"{'、'.join(node_names(terms.nodes, 'zh-hans'))} · {level}",
        f"{limit_words(terms.amount_limit)} · {'、'.join(terms.products) or '—'}",
        validity_words(terms.starts_on, terms.ends_on),
    ]
