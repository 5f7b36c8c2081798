"""Certification: people at the nodes, profiles, certificates, development, and the leader's page."""

from .page import Page

CERTIFICATION = (
    Page("certification", "/decisions/certification/"),
    Page("certification-person", on="certification", link="/decisions/certification/people/*/"),
    Page("certification-node", on="certification-person", link="/decisions/certification/people/*/*/", text="调查"),
    Page("coverage", "/decisions/certification/coverage/"),
)
PROFILES = (
    Page("mentors-measure", "/decisions/certification/mentors/"),
    Page("profiles", "/decisions/certification/profiles/"),
    Page("profile", on="profiles", link="/decisions/certification/profiles/*/", text="已锁定"),
)
PROFILE_WORK = (
    Page("profile-draft", on="profiles", link="/decisions/certification/profiles/*/", text="草稿"),
    Page("profile-edit", on="profile-draft", link="/decisions/certification/profiles/*/edit/"),
    Page("profile-gates", on="profile-edit", link="/decisions/certification/profiles/*/edit/certified/"),
    Page("profile-capacity", on="profile-draft", link="/decisions/certification/profiles/*/capacity/"),
)
CERTIFICATES = (Page("certificates", "/decisions/certificates/"), Page("certificate", on="certificates", link="/decisions/certificates/*/"))
MY_PATH = (
    Page("my-path", "/decisions/certification/path/"),
    Page("my-node", on="my-path", link="/decisions/certification/people/*/*/", text="调查"),
    Page("my-certificates", "/decisions/certificates/mine/"),
    Page("my-panels", "/decisions/panels/mine/"),
    Page("my-plans", "/decisions/development/"),
)
MY_CERTIFICATE = (
    Page("my-certificates", "/decisions/certificates/mine/"),
    Page("my-certificate", on="my-certificates", link="/decisions/certificates/*/"),
    Page("verify-number", on="my-certificate", link="/verify/*/"),
)
VERIFY = (Page("verify", "/verify/"), Page("verify-unknown", "/verify/DEMO-2026-000001-AAAA-11/", status=404))
DEVELOPMENT = (
    Page("talent", "/talent/"),
    Page("post-matrix", "/decisions/development/posts/"),
    Page("person-stage", on="post-matrix", link="/decisions/development/people/*/"),
    Page("development-plans", "/decisions/development/"),
    Page("development-plan", on="development-plans", link="/decisions/development/plans/*/"),
)
DEVELOPMENT_WORK = (*DEVELOPMENT, Page("post-matrix-edit", "/decisions/development/posts/edit/"))
