"""Pages of the certification panel and of what stands beside it."""

from .page import Page

PANELS = (
    Page("panels", "/decisions/panels/"),
    Page("panel", on="panels", link="/decisions/panels/*/", text="本月"),
    Page("panel-over", on="panels", link="/decisions/panels/*/", text="上月"),
    Page("panel-item", on="panel", link="/decisions/panels/items/*/"),
    Page("panel-item-decided", on="panel-over", link="/decisions/panels/items/*/"),
    Page("panel-conditions", "/decisions/panels/conditions/"),
    Page("recognitions", "/decisions/recognitions/"),
    Page("recognition", on="recognitions", link="/decisions/recognitions/*/"),
    Page("suspensions", "/decisions/suspensions/"),
    Page("ladder", "/decisions/ladder/"),
)
PANEL_OFFICE = (
    Page("panel-new", "/decisions/panels/new/"),
    Page("panel-nominate", on="panel", link="/decisions/panels/*/nominate/"),
    Page("panel-members", on="panel", link="/decisions/panels/*/members/"),
    Page("recognition-new", "/decisions/recognitions/new/"),
    Page("suspension-new", on="suspensions", link="/decisions/suspensions/new/*/"),
)
