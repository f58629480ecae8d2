"""An editor at their desk."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from wagtail.users.models import UserProfile

from cms.content.initial_site import ensure_initial_site
from cms.content.models import HomePage


@pytest.fixture
def home(db: None) -> HomePage:
    """The front page of a new installation."""
    return ensure_initial_site("http://testserver")


@pytest.fixture
def editor(home: HomePage) -> User:
    """Someone who edits and publishes, and is no administrator."""
    user = User.objects.create_user("redakteurin", first_name="Ada")
    user.groups.add(Group.objects.get(name="Redaktion"))
    UserProfile.objects.create(user=user, preferred_language="de")
    return user


@pytest.fixture
def desk(editor: User) -> Client:
    """The editor's browser."""
    client = Client()
    client.force_login(editor)
    return client
