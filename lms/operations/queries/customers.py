"""Whose customers a person sees: by office all of the bank, else those of the cases they work on."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from lms.people.models import User

from ..models import CaseFolder, Customer
from ..permissions import may_see_customers
from .scope import cases_visible_to


def customers_visible_to(user: User) -> QuerySet[Customer]:
    rows = Customer.objects.filter(bank_id=user.bank_id).annotate(loans=Count("folders")).order_by("number")
    if may_see_customers(user):
        return rows
    works = Q(lead=user) | Q(second=user) | Q(supervisor=user)
    own = cases_visible_to(user).order_by().filter(works)
    return rows.filter(Exists(CaseFolder.objects.filter(customer=OuterRef("pk"), case__in=own.values("pk"))))


def customer_list(user: User, text: str) -> QuerySet[Customer]:
    """By number or by what is shown of the name; full names are not searched, they are sealed."""
    rows = customers_visible_to(user)
    return rows.filter(number__icontains=text) | rows.filter(name_shown__startswith=text) if text else rows
