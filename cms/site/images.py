"""Serves images under their signed addresses, each size made when it is first asked for."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from wagtail.images.views.serve import ServeView


class RightfulServeView(ServeView):
    """Wagtail's view, which also refuses images whose rights have ended (P4)."""

    def get(self, request: HttpRequest, signature: str, image_id: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The image; 404 once its rights have ended."""
        image = get_object_or_404(self.model, id=image_id)
        if image.rights_until and image.rights_until < timezone.localdate():
            raise Http404("The rights to show this image have ended.")
        response: HttpResponseBase = super().get(request, signature, image_id, *args, **kwargs)
        return response
