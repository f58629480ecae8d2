"""All addresses of the product, and stock Wagtail API v2 below /api/v2/."""

from django.urls import path
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet

from cms.urls import urlpatterns as product

stock = WagtailAPIRouter("wagtailapi")
stock.register_endpoint("pages", PagesAPIViewSet)
stock.register_endpoint("images", ImagesAPIViewSet)
stock.register_endpoint("documents", DocumentsAPIViewSet)

urlpatterns = [path("api/v2/", stock.urls), *product]
