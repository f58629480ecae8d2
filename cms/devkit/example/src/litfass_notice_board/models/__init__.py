"""What Notice board stores."""

from .entry import NoticeBoardEntry as NoticeBoardEntry
from .note import NoticeBoardNote as NoticeBoardNote
from .page import NoticeBoardPage as NoticeBoardPage
from .settings import NoticeBoardSettings as NoticeBoardSettings
