"""Page types and records of the network."""

from cms.content.models.affiliation import Affiliation
from cms.content.models.base import BasePage
from cms.content.models.city import City
from cms.content.models.city_programme import (
    CityProgrammeIndexPage,
    CityProgrammePage,
    ProgrammeCoordinator,
    ProgrammeFigure,
    ProgrammePartner,
)
from cms.content.models.event import EventIndexPage, EventPage
from cms.content.models.event_relations import (
    EventCityProgramme,
    EventContribution,
    EventOrganiser,
    EventRelation,
    EventSeriesItem,
    EventTopic,
)
from cms.content.models.home import HomePage
from cms.content.models.image import CreditedImage, CreditedRendition
from cms.content.models.image_field import HeroImage, image_alt_field, image_decorative_field, image_field
from cms.content.models.news import NewsCityProgramme, NewsEvent, NewsIndexPage, NewsPage, NewsTopic
from cms.content.models.occurrence import EventOccurrence
from cms.content.models.partner import PartnerIndexPage, PartnerMembership, PartnerPage, PartnerServiceArea
from cms.content.models.pending_quote import PendingQuote
from cms.content.models.person import Person
from cms.content.models.place import Place
from cms.content.models.programme import Programme, Series
from cms.content.models.standard import StandardPage
from cms.content.models.theme import SiteTheme
from cms.content.models.topic import Topic

__all__ = [
    "Affiliation",
    "BasePage",
    "City",
    "CityProgrammeIndexPage",
    "CityProgrammePage",
    "CreditedImage",
    "CreditedRendition",
    "EventCityProgramme",
    "EventContribution",
    "EventIndexPage",
    "EventOccurrence",
    "EventOrganiser",
    "EventPage",
    "EventRelation",
    "EventSeriesItem",
    "EventTopic",
    "HeroImage",
    "HomePage",
    "NewsCityProgramme",
    "NewsEvent",
    "NewsIndexPage",
    "NewsPage",
    "NewsTopic",
    "PartnerIndexPage",
    "PartnerMembership",
    "PartnerPage",
    "PartnerServiceArea",
    "PendingQuote",
    "Person",
    "Place",
    "Programme",
    "ProgrammeCoordinator",
    "ProgrammeFigure",
    "ProgrammePartner",
    "Series",
    "SiteTheme",
    "StandardPage",
    "Topic",
    "image_alt_field",
    "image_decorative_field",
    "image_field",
]
