"""Jobs and notices: each is one person's own."""

from .lines import EVERYBODY, Table, act, page

TABLE: Table = {
    "job-list": page(EVERYBODY),
    "job-detail": page("leader", "job"),
    "job-state": page("leader", "job"),
    "job-file": page("leader", "job"),
    "notices": page(EVERYBODY),
    "notices-read": act(EVERYBODY),
    "notice-open": act("trainee", "notice"),
}
