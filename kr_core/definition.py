"""The official form of a key result, field by field, as frozen dataclasses.

Texts are the form's own words. English fields are our translation for English readers; where one is
missing the Thai text is shown. Nothing here is computed; `kr_core.reading` makes and checks these.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kr_core.calendar import FiscalYear
from kr_core.errors import LevelOutOfRange
from kr_core.language import Language
from kr_core.scoring import Rule


class Role(StrEnum):
    """Host (H, หน่วยงานรับผิดชอบหลัก) or supporting agency (R, หน่วยงานสนับสนุน)."""

    HOST = "H"
    SUPPORT = "R"


class RollUp(StrEnum):
    """How the agencies of one key result become one figure (rule 10 of the design)."""

    HOST = "host"
    MEAN = "mean"
    TARGET_WEIGHTED = "target_weighted"
    ALL = "all"


@dataclass(frozen=True)
class Text:
    """A text of the form with its English translation, which may be empty."""

    thai: str
    english: str = ""

    def in_language(self, language: Language) -> str:
        """The text for a reader; Thai where there is no translation."""
        return self.english if language is Language.ENGLISH and self.english else self.thai

    def language_shown(self, language: Language) -> Language:
        """The language that `in_language` answers in, for the `lang` attribute."""
        return Language.ENGLISH if language is Language.ENGLISH and self.english else Language.THAI


@dataclass(frozen=True)
class Target:
    """ค่าเป้าหมาย and หน่วยนับ: what is to be reached, in which unit."""

    value: float
    unit: Text


@dataclass(frozen=True)
class Level:
    """One row of the scoring table: number from 1, percent 0–100, the activity, and when it is due."""

    number: int
    percent: float
    activity: Text
    short: Text
    due: date | None = None


@dataclass(frozen=True)
class Scale:
    """The levels from 1 to `top`; percents rise and end at 100."""

    levels: tuple[Level, ...]

    @property
    def top(self) -> int:
        """The number of the highest level."""
        return len(self.levels)

    def level(self, number: int) -> Level:
        """A level by its number. Raises `LevelOutOfRange`."""
        if not 1 <= number <= self.top:
            raise LevelOutOfRange(number, self.top)
        return self.levels[number - 1]

    def percent(self, reached: int) -> float:
        """The percent of the level reached, 0 below level 1. The one home of rule 2."""
        return 0.0 if reached == 0 else self.level(reached).percent


@dataclass(frozen=True)
class Agency:
    """A row of the target table: the agency, its role, its target and its duty."""

    id: str
    name: Text
    role: Role
    target: Target
    duty: str


@dataclass(frozen=True)
class AgencyKind:
    """ลักษณะหน่วยงานที่รับผิดชอบ: the form's four boxes."""

    single_agency: bool
    with_support: bool
    support_bureau: bool
    support_district: bool


@dataclass(frozen=True)
class References:
    """เอกสารอ้างอิงเพิ่มเติม: the form's three boxes."""

    standard: bool
    target_details: bool
    good_practice: bool


@dataclass(frozen=True)
class ReportingChannels:
    """ช่องทางการรายงานผลการดำเนินงาน: the form's two boxes and the words behind the second."""

    policy_tracking: bool
    other: bool
    other_detail: Text


@dataclass(frozen=True)
class FollowUp:
    """การติดตามประเมินผลความสำเร็จ: the form's four boxes and the words behind the last."""

    support_reports: bool
    host_monitors: bool
    inspector: bool
    data_system: bool
    data_system_detail: Text


@dataclass(frozen=True)
class Coordinator:
    """ผู้ประสานงานหลัก. Name and phone are personal data: never shown to an anonymous reader."""

    name: str
    position: Text
    phone: str
    section: Text
    agency: Text


@dataclass(frozen=True)
class Informant:
    """ผู้แจ้งข้อมูล, who signs the form. Empty while the form is unsigned."""

    name: str
    position: str


@dataclass(frozen=True)
class KeyResult:
    """The whole form. `code` names the key result in addresses and the log; `form_code` is the form's รหัส."""

    code: str
    form_code: str
    name: Text
    fiscal_year: FiscalYear
    dimension: Text
    issue: Text
    agency_kind: AgencyKind
    target: Target
    definition: Text
    method: Text
    agencies: tuple[Agency, ...]
    scale: Scale
    rule: Rule
    roll_up: RollUp
    references: References
    reporting_channels: ReportingChannels
    follow_up: FollowUp
    coordinator: Coordinator
    informant: Informant
    reporting_interval_days: int = 30

    @property
    def host(self) -> Agency:
        """The one agency with role H."""
        return next(agency for agency in self.agencies if agency.role is Role.HOST)
