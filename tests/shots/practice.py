"""Pages of practice on real cases: cards, parts, mentoring, relatives."""

from .page import Page

MENTORING = (Page("mentor-pairs", "/operations/mentoring/"), Page("mentor-pair", on="mentor-pairs", link="/operations/mentoring/*/*/"))
MENTOR = (
    Page("cards", "/operations/cards/"),
    Page("card", on="cards", link="/operations/cards/*/give/"),
    Page("card-given", on="cards", link="/operations/cards/*/"),
    Page("card-close", on="cards", link="/operations/parts/*/close/"),
    Page("part-new", "/operations/parts/new/"),
    *MENTORING,
    Page("talk-new", on="mentor-pair", link="/operations/mentoring/*/*/talk/"),
    Page("relatives", "/relatives/"),
)
IN_PRACTICE = (
    Page("today", "/"),
    Page("parts", "/operations/parts/"),
    Page("card-given", on="parts", link="/operations/cards/*/"),
    Page("note", on="parts", link="/operations/parts/*/note/"),
    Page("part-ask", "/operations/parts/new/"),
    *MENTORING,
)
WATCHES_MENTORS = (
    Page("cards", "/operations/cards/"),
    Page("card-answering", "/operations/cards/answering/"),
    Page("parts", "/operations/parts/"),
    Page("part-new", "/operations/parts/new/"),
    *MENTORING,
    Page("mentor-quality", "/operations/mentoring/quality/"),
    Page("relatives", "/relatives/"),
)
