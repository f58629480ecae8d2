"""Sound and films: stored here, or with a provider; never without words for those who do not hear or see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from urllib.parse import urljoin

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, Field
from wagtail.blocks import CharBlock, ListBlock, URLBlock

from blocks.base import ContentBlock, text_of
from blocks.choosers import FileChooserBlock
from blocks.durable import DurableStructBlock
from blocks.embed import UNKNOWN, consent
from blocks.image import ImageBlock, picture_of
from blocks.language import LanguageBlock
from blocks.prose import ProseBlock
from blocks.providers import PROVIDERS, embedded
from blocks.ruled import Messages, Ruled
from cms.extend import Passage
from cms.public.languages import autonym
from cms.public.pictures import Picture
from cms.public.rich_text import richtext_document, richtext_plain
from cms.public.values import Labelled, Text, one_of
from cms.public.visibility import is_public

KINDS = [("audio", _("Audio")), ("video", _("Video"))]
PLAYED = {
    "m4a": "audio",
    "mp3": "audio",
    "oga": "audio",
    "ogg": "audio",
    "opus": "audio",
    "mp4": "video",
    "webm": "video",
}
"""Which kind a file of this extension is; all browsers play them."""

CAPTIONS = "vtt"
"""Extension of captions (WebVTT)."""


class CaptionTrack(BaseModel):
    """What is said, as text that runs along."""

    url: str = Field(description="Absolute address of a WebVTT file.")
    language: str = Field(description="Code of its language.", examples=["de"])


class AudioVideoValue(BaseModel):
    """Sound or a film; load nothing from elsewhere before somebody has asked for it."""

    kind: Labelled = Field(description=f"What it is: {one_of(KINDS)}")
    title: str = Field(description="What it is called.")
    url: str = Field(description="Absolute address of the file, otherwise of the provider's page.")
    content_type: Text = Field(description="Media type of the file; null for content of a provider.")
    provider: Labelled | None = Field(description="Whose content it is; null for a file that is stored here.")
    frame_url: Text = Field(description="What a frame loads, once a visitor has asked for it; null for a file.")
    consent: Text = Field(description="What to say before the frame is loaded; null for a file.")
    poster: Picture | None = Field(description="What stands there before it begins; null if there is none.")
    captions: list[CaptionTrack] = Field(description="In the order of the editors; the first is the usual one.")
    transcript: Text = Field(description="All that is said and seen, as HTML; null where there are captions alone.")


class CaptionBlock(Ruled, DurableStructBlock):
    """Captions in one language."""

    captions_file = FileChooserBlock(label=_("File"), help_text=_("In the format WebVTT (.vtt)."))
    language = LanguageBlock(label=_("Language"))

    def rule_errors(self, value: Mapping[str, Any], *, draft: bool) -> Messages:
        """A file in another format."""
        given = value["captions_file"]
        if given and _extension(given) != CAPTIONS:
            return {
                "captions_file": _("Browsers show captions as .vtt alone. Most programs that make captions export it.")
            }
        return {}

    class Meta:
        icon = "openquote"
        label = _("Captions")


class AudioVideoBlock(Ruled, ContentBlock):
    """Sound or a film with captions or a transcript; players are the browser's own, which keyboards and screen readers know."""

    title = CharBlock(label=_("Title"), max_length=200, help_text=_("What there is to hear or see."))
    media_file = FileChooserBlock(
        label=_("File"), required=False, help_text=_("From the documents: .mp3, .m4a, .ogg, .opus, .mp4 or .webm.")
    )
    url = URLBlock(
        label=_("Or address"), required=False, help_text=_("Of the page with the video, e.g. on YouTube or Vimeo.")
    )
    poster = ListBlock(ImageBlock(), label=_("Picture until it begins"), max_num=1, default=[])
    captions = ListBlock(CaptionBlock(), label=_("Captions"), default=[])
    transcript = ProseBlock(
        label=_("Transcript"),
        required=False,
        help_text=_("All that is said, and what one must see to understand it. Needed where there are no captions."),
    )

    def rule_errors(self, value: Mapping[str, Any], *, draft: bool) -> Messages:
        """Neither or both of file and address, what no browser plays, and neither captions nor transcript."""
        file, url = value["media_file"], text_of(value["url"])
        errors: dict[str, Any] = {}
        if file and url:
            errors["url"] = _("Choose a file or give an address, not both.")
        if file and _extension(file) not in PLAYED:
            errors["media_file"] = _("Not all browsers play this. Convert it to: %(known)s.") % {
                "known": ", ".join(PLAYED)
            }
        if draft:
            return errors
        if not file and not url:
            errors["media_file"] = _("Choose a file, or give an address below.")
        if not file and url and not embedded(url):
            errors["url"] = UNKNOWN % {"known": ", ".join(provider.title for provider in PROVIDERS)}
        if not richtext_plain(value["transcript"]) and not (file and value["captions"]):
            errors["transcript"] = _("Write what is said, or add captions to a file: not everybody hears or sees it.")
        return errors

    def document(self, value: Mapping[str, Any]) -> AudioVideoValue | None:
        """What is played; None when its file is gone or only some people may have it, and for an address of nobody known."""
        found = _stored(value["media_file"]) if value["media_file"] else _provided(text_of(value["url"]))
        if found is None:
            return None
        return AudioVideoValue(
            kind=Labelled.of(found.kind, KINDS),
            title=text_of(value["title"]),
            url=found.url,
            content_type=found.content_type,
            provider=found.provider,
            frame_url=found.frame_url,
            consent=found.consent,
            poster=next((picture for item in value["poster"] if (picture := picture_of(item))), None),
            captions=[
                CaptionTrack(url=_address(item["captions_file"]), language=text_of(item["language"]))
                for item in _captions(value)
            ],
            transcript=richtext_document(value["transcript"]),
        )

    def get_plain_text(self, value: Mapping[str, Any]) -> Iterable[Passage]:
        if text := "\n".join(part for part in (text_of(value["title"]), richtext_plain(value["transcript"])) if part):
            yield Passage(text)

    def get_context(self, value: Mapping[str, Any], parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["media"] = self.document(value)
        # Browsers play captions of their own host alone, which need not be that of BASE_URL.
        context["source"] = value["media_file"].url if value["media_file"] else ""
        context["tracks"] = [
            {
                "src": item["captions_file"].url,
                "language": text_of(item["language"]),
                "label": autonym(text_of(item["language"])).text,
            }
            for item in _captions(value)
        ]
        return context

    class Meta:
        icon = "media"
        label = _("Audio or video")
        description = _("Sound or a film, with captions or a transcript.")
        group = _("Media")
        template = "blocks/audio_video.html"
        preview_value = {
            "title": "Rundgang durch das Haus",
            "url": "https://vimeo.com/76979871",
            "transcript": "<p>Wir stehen im Eingang des Literaturhauses …</p>",
        }


def _captions(value: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Those that may be shown with a file."""
    given = value["captions"] if value["media_file"] else ()
    return [item for item in given if is_public(item["captions_file"])]


class Playable(NamedTuple):
    """Where it is, and how it is played."""

    kind: str
    url: str
    content_type: str = ""
    provider: Labelled | None = None
    frame_url: str = ""
    consent: str = ""


def _stored(file: Any) -> Playable | None:
    kind = PLAYED.get(_extension(file))
    return Playable(kind, _address(file), content_type=file.content_type) if kind and is_public(file) else None


def _provided(url: str) -> Playable | None:
    found = embedded(url)
    if found is None:
        return None
    provider = found.provider
    return Playable("video", url, "", provider.labelled, found.frame_url, consent(provider.operator))


def _extension(file: Any) -> str:
    return str(file.file_extension).lower()


def _address(file: Any) -> str:
    return urljoin(settings.BASE_URL, str(file.url))
