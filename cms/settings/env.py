"""The settings that an installation takes from its environment: one field each, typed, described, with its default."""

from __future__ import annotations

import sys
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from cms.settings import readable
from cms.settings.mail import mailer

ROOT = Path(__file__).resolve().parents[2]


def short_path(path: Path) -> str:
    """The path, from the root of the tree if it lies there."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


class Environment(BaseSettings):
    """What the environment says, nothing where a variable is empty; a value that cannot be read stops the start with its name."""

    model_config = SettingsConfigDict(
        extra="ignore", frozen=True, hide_input_in_errors=True, env_ignore_empty=True, validate_default=False
    )

    debug: bool = Field(default=False, description="Django's debug pages; never in production.")
    secret_key: SecretStr = Field(
        default=SecretStr(""),
        description="Signs sessions, previews and image addresses. Empty: the one in `DATA/secret-key`, which `up` and `setup` make.",
    )
    base_url: str = Field(
        default="http://127.0.0.1:8000", description="Public address of the installation, without a slash at its end."
    )
    data: Path = Field(default=ROOT / "var", description="Folder for the database, media, search index and secret key.")
    database_url: str = Field(default="", description="Database; empty: SQLite in `DATA/db.sqlite3`.")
    search_url: str = Field(
        default="", description="Elasticsearch, e.g. `http://127.0.0.1:9200`; empty: the embedded search engine."
    )
    search_prefix: str = Field(
        default="litfass", pattern="^[a-z0-9][a-z0-9_.-]*$", description="Prefix of the Elasticsearch indices."
    )
    allowed_hosts: str = Field(
        default="", description="Further host names that are served, separated by commas, beside that of `BASE_URL`."
    )
    proxies: int = Field(
        default=0,
        ge=0,
        description="How many proxies of your own stand in front, each of which adds to `X-Forwarded-For` and sets `X-Forwarded-Proto`; "
        "0: these headers are not believed, since anybody can send them.",
    )
    language_code: str = Field(default="de", description="Default language of interface and content.")
    time_zone: str = Field(default="Europe/Berlin", description="Default time zone of dates.")
    site_name: str = Field(default="Litfass", description="Name of the installation in the editors' interface.")
    task_backend: str = Field(
        default="database",
        pattern="^(immediate|database)$",
        description="`database` leaves tasks to `manage.py worker`, so that nobody waits for them and none is lost; `immediate` runs them "
        "within the request, for trying things without a worker.",
    )
    threads: int = Field(
        default=5,
        ge=2,
        le=256,
        description="How many requests a server process answers at once; give the server as many threads (`--blocking-threads`). Three "
        "quarters of them take forms and uploads, which may arrive slowly; the rest is for those who only read.",
    )
    sendfile: str = Field(
        default="",
        pattern="^(nginx|xsendfile)?$",
        description="How files leave once they are judged: `nginx` (X-Accel-Redirect to the internal location `/litfass-files/`, an "
        "alias of `DATA/media/`) or `xsendfile` (X-Sendfile of Apache and others); empty: Litfass sends them itself.",
    )
    image_max_megapixels: int = Field(
        default=40,
        ge=1,
        le=150,
        description="Largest image in millions of pixels; working with one takes about 10 MB of memory for each.",
    )
    email_url: SecretStr = Field(
        default=SecretStr(""),
        description="How mail leaves: `submission://user:password@host` (STARTTLS), `smtps://…` (TLS) or `smtp://…` (neither); "
        "empty: it is written to the console.",
    )
    email_from: str = Field(default="webmaster@localhost", description="Sender of mail.")
    check_links: bool = Field(
        default=True,
        description="Whether the worker asks other sites, each page once in four weeks, if links of published pages still lead there.",
    )
    litfass_plugins_skip: str = Field(
        default="", description="Slugs of plugins that are not loaded, separated by commas; `*` for all."
    )
    litfass_plugins_path: Path | None = Field(
        default=None, description="Folder with plugins of your own outside of this tree, each a sub-folder."
    )

    _address = field_validator("base_url")(readable.web_address)
    _search_server = field_validator("search_url")(readable.search_server)
    _database = field_validator("database_url")(readable.database)
    _language = field_validator("language_code")(readable.language)
    _time_zone = field_validator("time_zone")(readable.time_zone)
    _folder = field_validator("data")(readable.folder)
    _hosts = field_validator("allowed_hosts")(readable.hosts)
    _sender = field_validator("email_from")(readable.sender)

    @field_validator("email_url")
    @classmethod
    def _readable(cls, value: SecretStr) -> SecretStr:
        mailer(value.get_secret_value())
        return value

    @field_validator("litfass_plugins_path", mode="before")
    @classmethod
    def _none_if_empty(cls, value: str | Path | None) -> Path | None:
        if not value:
            return None
        path = Path(value).expanduser().resolve()
        if not path.is_dir():
            raise ValueError(f"{path} is no folder; make it, or leave the variable empty")
        return path

    def listed(self, value: str) -> list[str]:
        """The entries of a comma-separated value."""
        return [entry.strip() for entry in value.split(",") if entry.strip()]


def read() -> Environment:
    """What the environment says; ends the process with a line for each value that cannot be read."""
    try:
        return Environment()
    except ValidationError as error:
        faults = [f"  {'.'.join(map(str, each['loc'])).upper()}: {each['msg']}" for each in error.errors()]
    sys.exit("\n".join(["These settings cannot be read; README.md says what each may be:", *faults]))
