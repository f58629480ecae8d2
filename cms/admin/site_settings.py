"""What editors set for each site, as plugins give it."""

from __future__ import annotations

import logging

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.contrib.settings.registry import SettingMenuItem, register_setting
from wagtail.permissions import policy_registry

from cms.admin.extensions.permissions import may_switch
from cms.content.sites import site_name
from cms.extend import is_enabled, registry
from cms.extend.inventory import title_of

log = logging.getLogger(__name__)


def register_settings() -> None:
    """Makes all settings of plugins known to Wagtail; what is no setting of a site is left out, so that the rest can start."""
    for each in registry().settings:
        if issubclass(each.model, BaseSiteSetting):
            register_setting(each.model, icon=each.icon)
        else:
            log.error("The plugin %s: %s is no BaseSiteSetting and is left out.", each.plugin, each.model._meta.label)


def leave_out_disabled(request: HttpRequest, items: list[MenuItem]) -> None:
    """Takes away the settings of plugins that are enabled for no site."""
    hidden = {each.model for each in registry().settings if not is_enabled(each.plugin)}
    items[:] = [item for item in items if not (isinstance(item, SettingMenuItem) and item.model in hidden)]


def refuse_disabled(request: HttpRequest, setting: Model) -> HttpResponse | None:
    """Away from the settings of a site for which their plugin is disabled, with the reason: to those of a site that has it, if any."""
    plugin = next((each.plugin for each in registry().settings if each.model is type(setting)), "")
    if not isinstance(setting, BaseSiteSetting) or not plugin or is_enabled(plugin, setting.site_id):
        return None
    text = _(
        "The settings of “%(plugin)s” for %(site)s cannot be opened: the plugin is disabled there. Administrators enable it under "
        "Settings › Extensions."
    )
    buttons = [messages.button(reverse("desk_extensions"), _("Extensions"))] if may_switch(request.user) else []
    messages.error(request, text % {"plugin": title_of(plugin), "site": site_name(setting.site)}, buttons=buttons)
    sites = policy_registry.get_by_type(type(setting)).sites_user_has_permission_for(request.user, "change")
    if site := next((site for site in sites if is_enabled(plugin, site.pk)), None):
        return redirect("wagtailsettings:edit", setting._meta.app_label, setting._meta.model_name, site.pk)
    return redirect("wagtailadmin_home")
