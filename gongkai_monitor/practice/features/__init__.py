"""Features of the practice sites, one file each; ``FEATURES`` says which there are."""

from gongkai_monitor.practice.features.annual_report import AnnualReports
from gongkai_monitor.practice.features.catalogues import Catalogues
from gongkai_monitor.practice.features.demanded import Demanded
from gongkai_monitor.practice.features.duty_dates import DutyDates
from gongkai_monitor.practice.features.entrances import Entrances
from gongkai_monitor.practice.features.error_reports import ErrorReports
from gongkai_monitor.practice.features.feature import Feature
from gongkai_monitor.practice.features.guide_details import GuideDetails
from gongkai_monitor.practice.features.guides import Guides
from gongkai_monitor.practice.features.hidden_links import HiddenLinkFeature
from gongkai_monitor.practice.features.interpretation_substance import InterpretationSubstance
from gongkai_monitor.practice.features.interviews import Interviews
from gongkai_monitor.practice.features.leaks import LeakFeature
from gongkai_monitor.practice.features.ledger import Ledger
from gongkai_monitor.practice.features.letters import Letters
from gongkai_monitor.practice.features.page_marks import PageMarks
from gongkai_monitor.practice.features.paired_links import PairedLinks
from gongkai_monitor.practice.features.portal_columns import PortalColumns
from gongkai_monitor.practice.features.redesign import Redesign
from gongkai_monitor.practice.features.repeals import Repeals
from gongkai_monitor.practice.features.reposts import Reposts
from gongkai_monitor.practice.features.service_figures import ServiceFigures
from gongkai_monitor.practice.features.site_tools import SiteTools
from gongkai_monitor.practice.features.stray_news import StrayNews
from gongkai_monitor.practice.features.taken_over import TakenOver
from gongkai_monitor.practice.features.unregistered import Unregistered
from gongkai_monitor.practice.features.wording import Wording

FEATURES: tuple[Feature, ...] = (
    Entrances(),
    Guides(),
    GuideDetails(),
    ServiceFigures(),
    Interviews(),
    PairedLinks(),
    InterpretationSubstance(),
    Reposts(),
    AnnualReports(),
    StrayNews(),
    Letters(),
    DutyDates(),
    Repeals(),
    PortalColumns(),
    Demanded(),
    Catalogues(),
    ErrorReports(),
    LeakFeature(),
    HiddenLinkFeature(),
    TakenOver(),
    SiteTools(),
    PageMarks(),
    Ledger(),
    Wording(),
    Redesign(),
    Unregistered(),
)
