"""Serves images under their signed addresses, each size made when it is first asked for."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from wagtail.images.views.serve import ServeView

from cms.public.visibility import why_hidden


class RightfulServeView(ServeView):
    """Wagtail's view, which also refuses images that the public may not see (P4)."""

    def get(self, request: HttpRequest, signature: str, image_id: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The image; 404 once it is not public."""
        image = get_object_or_404(self.model, id=image_id)
        if reason := why_hidden(image):
            raise Http404(f"The image is not public: {reason}.")
        response: HttpResponseBase = super().get(request, signature, image_id, *args, **kwargs)
        return response
