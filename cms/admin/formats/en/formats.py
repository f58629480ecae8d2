"""English editors see and type dates in the editor's one format (WAGTAIL_DATE_FORMAT), and may type Django's too."""

from django.conf.locale.en import formats

DATE_INPUT_FORMATS = [*formats.DATE_INPUT_FORMATS, "%d.%m.%Y"]
DATETIME_INPUT_FORMATS = [*formats.DATETIME_INPUT_FORMATS, "%d.%m.%Y %H:%M"]
