"""What hostile plugins do wrong while the site runs: in hooks, receivers and saves, and by what they give; and what they add to the desk."""

from __future__ import annotations

from collections.abc import Mapping

HOOKS: Mapping[str, str] = {
    "hook_main_menu": "hooks.register('construct_main_menu', lambda request, items: items.clear() or 1 / 0)",
    "hook_main_menu_five": "hooks.register('construct_main_menu', lambda request, items: items.append(5))",
    "hook_main_menu_print": "hooks.register('construct_main_menu', int)",
    "hook_settings_menu": "hooks.register('construct_settings_menu', lambda: None)",
    "hook_menu_item": "hooks.register('register_admin_menu_item', lambda: 1 / 0)",
    "hook_menu_item_five": "hooks.register('register_admin_menu_item', lambda: 5)",
    "hook_menu_item_shown": "from wagtail.admin.menu import MenuItem\nclass Item(MenuItem):\n    def is_shown(self, request): exit(3)\n"
    "hooks.register('register_admin_menu_item', lambda: Item('x', '/'))",
    "hook_menu_item_lost": "from wagtail.admin.menu import MenuItem\nfrom django.urls import reverse_lazy\n"
    "hooks.register('register_admin_menu_item', lambda: MenuItem('x', reverse_lazy('gibt_es_nicht')))",
    "hook_settings_item": "hooks.register('register_settings_menu_item', lambda: None)",
    "hook_reports_item": "hooks.register('register_reports_menu_item', lambda: exit(3))",
    "hook_search_area": "hooks.register('register_admin_search_area', lambda: None)",
    "hook_css": "hooks.register('insert_global_admin_css', lambda: 1 / 0)",
    "hook_css_five": "hooks.register('insert_global_admin_css', lambda: 5)",
    "hook_js_exits": "hooks.register('insert_global_admin_js', lambda: exit(3))",
    "hook_editor_js": "hooks.register('insert_editor_js', lambda: None)",
    "hook_serve": "hooks.register('before_serve_page', lambda page, request, args, kwargs: 1 / 0)",
    "hook_serve_text": "hooks.register('before_serve_page', lambda page, request, args, kwargs: 'Nein')",
    "hook_on_serve": "hooks.register('on_serve_page', lambda serve: 5)",
    "hook_on_serve_later": "hooks.register('on_serve_page', lambda serve: lambda *args, **kwargs: 1 / 0)",
    "hook_edit": "hooks.register('before_edit_page', lambda request, page: 1 / 0)",
    "hook_edit_database": "from django.contrib.auth.models import User\n"
    "hooks.register('after_edit_page', lambda request, page: User.objects.create(username='leitung'))",
    "hook_publish": "hooks.register('after_publish_page', lambda request, page: exit(3))",
    "hook_explorer": "hooks.register('construct_explorer_page_queryset', lambda parent, pages, request: None)",
    "hook_chooser": "hooks.register('construct_page_chooser_queryset', lambda pages, request: 1 / 0)",
    "hook_panels": "hooks.register('construct_homepage_panels', lambda request, panels: panels.insert(0, 5))",
    "hook_panel_renders": "from wagtail.admin.ui.components import Component\nclass Panel(Component):\n    order = 5\n"
    "    def render_html(self, parent_context=None): raise ValueError\n"
    "hooks.register('construct_homepage_panels', lambda request, panels: panels.append(Panel()))",
    "hook_summary": "hooks.register('construct_homepage_summary_items', lambda request, items: items.append(None))",
    "hook_buttons": "hooks.register('register_page_listing_buttons', lambda *args, **kwargs: 5)",
    "hook_header_buttons": "hooks.register('register_page_header_buttons', lambda *args, **kwargs: ['x'])",
    "hook_actions": "hooks.register('construct_page_action_menu', lambda items, request, context: items.append('x'))",
    "hook_action_item": "hooks.register('register_page_action_menu_item', lambda: 'x')",
    "hook_icons": "hooks.register('register_icons', lambda icons: [*icons, 'gibt/es/nicht.svg'])",
    "hook_permissions": "hooks.register('register_permissions', lambda: None)",
    "hook_group_panel": "hooks.register('register_group_permission_panel', lambda: 5)",
    "hook_account": "hooks.register('register_account_menu_item', lambda request: 1 / 0)",
    "hook_avatar": "hooks.register('get_avatar_url', lambda user, size: 1 / 0)",
    "hook_features": "hooks.register('register_rich_text_features', lambda features: 1 / 0)",
    "hook_operations": "hooks.register('register_image_operations', lambda: [('fill', lambda *args: 1 / 0)])",
    "hook_log": "hooks.register('register_log_actions', lambda actions: 1 / 0)",
}
"""What stands in its Wagtail hooks, which it does wrong whenever it is asked."""

RECEIVER = """
    def ready(self):
        from django.contrib.auth.signals import user_logged_in
        from django.core.signals import request_finished, request_started
        from django.db.models.signals import post_init, post_save, pre_delete, pre_save
        from wagtail.signals import page_published, page_unpublished
        {signal}.connect(fail, weak=False)
def fail(sender, **kwargs):
    {line}
"""
RECEIVERS: Mapping[str, str] = {
    "receiver_post_save": RECEIVER.format(signal="post_save", line="raise RuntimeError('Empfänger')"),
    "receiver_pre_save": RECEIVER.format(signal="pre_save", line="exit(7)"),
    "receiver_database": RECEIVER.format(
        signal="post_save",
        line="from django.db import connection; connection.cursor().execute('SELECT * FROM gibt_es_nicht')",
    ),
    "receiver_publishes": RECEIVER.format(signal="page_published", line="return 1 / 0"),
    "receiver_request": RECEIVER.format(signal="request_started", line="return 1 / 0"),
    "receiver_finished": RECEIVER.format(signal="request_finished", line="raise SystemExit"),
    "receiver_login": RECEIVER.format(signal="user_logged_in", line="return 1 / 0"),
    "receiver_no_arguments": RECEIVER.format(signal="post_save", line="pass").replace("sender, **kwargs", ""),
}
"""Signals that it receives, and what it does then."""

SAVES: Mapping[str, tuple[str, str]] = {
    "save_raises": ("before_save", "[BeforeSave(name='x', types=('page',), prepare=lambda page, draft: 1 / 0)]"),
    "save_exits": ("before_save", "[BeforeSave(name='x', types=('page',), prepare=lambda page, draft: exit(3))]"),
    "save_nonsense": ("before_save", "[BeforeSave(name='x', types=('page',), prepare=lambda page, draft: 'Nein')]"),
    "save_title": (
        "before_save",
        "[BeforeSave(name='x', types=('page',), prepare=lambda page, draft: setattr(page, 'title', 5))]",
    ),
    "saved_raises": ("after_save", "[AfterSave(name='x', types=('page',), follow_up=lambda page: 1 / 0)]"),
    "saved_nonsense": ("after_save", "[AfterSave(name='x', types=('page',), follow_up=lambda page: 'x')]"),
}
"""What it does around a save."""

HALF = "'a' + chr(0xD800) + 'b'"
VALUES: Mapping[str, tuple[str, str]] = {
    **{
        f"value_{name}": (
            "api_fields",
            f"[ApiField(name='value_{name}', types=('page',), annotation={annotation}, value=lambda page: {value})]",
        )
        for name, annotation, value in (
            ("big", "int", "2**70"),
            ("big_within", "dict", "{'zahl': [2**70]}"),
            ("half", "str", HALF),
            ("deep", "list", "__import__('functools').reduce(lambda inner, _: [inner], range(240), [])"),
        )
    },
    "value_facet": (
        "facets",
        f"[Facet(name='value_facet', label='x', types=('page',), values=lambda page: [FacetValue({HALF}, 'x')])]",
    ),
    "value_facet_label": (
        "facets",
        f"[Facet(name='value_facet_label', label='x', types=('page',), values=lambda page: [FacetValue('x', {HALF})])]",
    ),
    "value_text": ("search_fields", f"[SearchField(name='value_text', types=('page',), text=lambda page: {HALF})]"),
    "value_region": (
        "regions",
        "[PageRegion(name='x', region='footer', template='value_region/x.html', context=lambda document: {'text': "
        + HALF
        + "})]",
    ),
}
"""What it gives for a page that is published or shown, and what JSON, database or answer cannot hold."""

ADDRESSES: Mapping[str, str] = {
    "urls_images": "hooks.register('register_admin_urls', lambda: [path('images/', print)])",
    "urls_root": "hooks.register('register_admin_urls', lambda: [path('', print)])",
    "urls_all": "hooks.register('register_admin_urls', lambda: [re_path('^.*$', print)])",
    "urls_named": "hooks.register('register_admin_urls', lambda: [path('urls_named/', print, name='wagtailadmin_home')])",
    "urls_raise": "hooks.register('register_admin_urls', lambda: 1 / 0)",
    "urls_five": "hooks.register('register_admin_urls', lambda: 5)",
    "urls_taken": "hooks.register('register_admin_urls', lambda: [path('press_releases/', print)])",
    "viewset_five": "hooks.register('register_admin_viewset', lambda: 5)",
    "viewset_pages": "from wagtail.admin.viewsets.base import ViewSet\n"
    "hooks.register('register_admin_viewset', lambda: ViewSet('pages', url_prefix='pages'))",
    "viewset_city": "from cms.content.models import City\nfrom wagtail.snippets.views.snippets import SnippetViewSet\n"
    "hooks.register('register_admin_viewset', lambda: SnippetViewSet(model=City, url_prefix='viewset_city', url_namespace='viewset_city'))",
    "viewset_raises": "from wagtail.admin.viewsets.base import ViewSet\nclass Broken(ViewSet):\n"
    "    def get_urlpatterns(self): raise ValueError('Keine Adressen')\n"
    "hooks.register('register_admin_viewset', lambda: Broken('viewset_raises'))",
}
"""Addresses that it adds to the desk."""
