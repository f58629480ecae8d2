"""The days of a repeated date."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.formats import date_format
from django.views.decorators.http import require_GET

from cms.content.forms.recurrence import RecurrenceForm


@require_GET
def show_recurrence(request: HttpRequest) -> HttpResponse:
    """`days`, each as fields want it and as people read it; or `errors`, what is wrong with the rule, by field."""
    form = RecurrenceForm(request.GET)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=400)
    days = [
        {"value": day.strftime(settings.WAGTAIL_DATE_FORMAT), "label": date_format(day, "l, j. F Y")}
        for day in form.days()
    ]
    return JsonResponse({"days": days})
