"""Stand-ins for the papers of a case: a PDF that says what it would be."""

import io
from datetime import datetime

from lms.operations.actions.steps import add_case_file
from lms.operations.models import CaseFile, LoanCase
from lms.people.models import User
from lms.toolkit.uploads import Upload

BLANK = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def attach_paper(*, case: LoanCase, code: str, actor: User, name: str, now: datetime) -> CaseFile:
    return add_case_file(case=case, code=code, file=io.BytesIO(BLANK), found=Upload("pdf", len(BLANK), name), actor=actor, now=now)
