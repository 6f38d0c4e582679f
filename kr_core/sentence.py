"""One sentence says it all, in Thai and English (rule 9 of the design).

Level and percent, days behind or ahead, what is next, by whom, by when, and how old the figure is. The two
languages stand side by side, clause by clause, so that neither can say more than the other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from kr_core.calendar import day_text
from kr_core.confirmation import Claim
from kr_core.digits import Digits, plain_number, shown
from kr_core.language import Language
from kr_core.report import Report
from kr_core.status import Status


class Pair(NamedTuple):
    """The same clause in both languages."""

    thai: str
    english: str


@dataclass(frozen=True)
class Sentence:
    """The clauses of the sentence; an empty clause has nothing to say.

    `standing` is level, percent and status, `confirmed` how much of it is confirmed where the form asks for it, what
    still waits for that and what was returned, `waiting` the levels done above a gap, `following` what is next, by
    whom and by when, `pace` what is needed from now on, `age` how old the figure is.
    """

    standing: str
    confirmed: str
    waiting: str
    following: str
    pace: str
    age: str

    @property
    def body(self) -> str:
        """Everything but the age."""
        return " ".join(filter(None, (self.standing, self.confirmed, self.waiting, self.following, self.pace)))

    @property
    def whole(self) -> str:
        """The whole sentence."""
        return f"{self.body} {self.age}"


def sentence_of(report: Report, language: Language, digits: Digits) -> Sentence:
    """The sentence for a report, in a language, with the chosen digits."""

    def said(pair: Pair | None) -> str:
        text = "" if pair is None else pair.thai if language is Language.THAI else pair.english
        return shown(text, digits)

    return Sentence(
        said(_standing(report)),
        said(_confirmed(report)),
        said(_waiting(report)),
        said(_following(report)),
        said(_pace(report)),
        said(_age(report)),
    )


def _level(report: Report) -> Pair:
    percent = plain_number(report.percent)
    if report.reached == 0:
        return Pair(f"ยังไม่ถึงระดับ 1 ({percent}%)", f"Not yet at level 1 ({percent}%)")
    top = report.key_result.scale.top
    return Pair(
        f"ถึงระดับ {report.reached} จาก {top} ({percent}%)", f"Level {report.reached} of {top} reached ({percent}%)"
    )


def _standing(report: Report) -> Pair:
    if report.final:
        return _result_of_year(report)
    level, verdict = _level(report), report.verdict
    year = report.key_result.fiscal_year
    if verdict.status is Status.NOT_STARTED:
        return Pair(
            f"ปีงบประมาณ {year.number} จะเริ่มวันที่ {day_text(year.start, Language.THAI, Digits.ARABIC)}",
            f"Fiscal year {year.number} begins on {day_text(year.start, Language.ENGLISH, Digits.ARABIC)}.",
        )
    clause = _status_clause(report)
    return Pair(f"{level.thai} {clause.thai}", f"{level.english}, {clause.english}.")


def _status_clause(report: Report) -> Pair:
    verdict, plan = report.verdict, Pair("แผน", "plan")
    # Days are counted from the day of one level, which may have been set while others are still assumed.
    assumed = report.plan.dues[verdict.level - 1].assumed if verdict.level else report.plan.assumed
    if assumed:
        plan = Pair("แผนโดยประมาณ", "the assumed plan")
    days, days_word = verdict.days, "day" if verdict.days == 1 else "days"
    if verdict.status is Status.DONE:
        return Pair("สำเร็จครบทุกระดับ", "every level done")
    if verdict.status is Status.LATE:
        return Pair(f"ช้ากว่า{plan.thai} {days} วัน", f"{days} {days_word} behind {plan.english}")
    if verdict.status is Status.AHEAD:
        return Pair(f"เร็วกว่า{plan.thai} {days} วัน", f"{days} {days_word} ahead of {plan.english}")
    if verdict.status is Status.ON_TRACK:
        against = f" against {plan.english}" if assumed else ""
        return Pair(f"เป็นไปตาม{plan.thai}", f"on track{against}")
    if days == 0:
        return Pair(f"ระดับ {verdict.level} ครบกำหนดวันนี้", f"level {verdict.level} is due today")
    return Pair(f"ระดับ {verdict.level} จะครบกำหนดในอีก {days} วัน", f"level {verdict.level} is due in {days} {days_word}")


def _result_of_year(report: Report) -> Pair:
    year, level = report.key_result.fiscal_year.number, _level(report)
    if report.verdict.status is Status.DONE:
        top = report.key_result.scale.top
        return Pair(
            f"ผลปีงบประมาณ {year} สำเร็จครบ {top} ระดับ (100%)",
            f"Result of fiscal year {year}: all {top} levels done (100%).",
        )
    if not report.counted and not report.later:
        return Pair(
            f"ปีงบประมาณ {year} สิ้นสุดแล้ว และยังไม่มีการบันทึกระดับใด",
            f"Fiscal year {year} is over and no level has been recorded.",
        )
    if report.reached == 0:
        return Pair(
            f"ผลปีงบประมาณ {year} ไม่ถึงระดับ 1 (0%) ไม่ครบตามเป้าหมาย",
            f"Result of fiscal year {year}: level 1 not reached (0%), short of the target.",
        )
    return Pair(
        f"ผลปีงบประมาณ {year} {level.thai} ไม่ครบตามเป้าหมาย",
        f"Result of fiscal year {year}: {level.english[0].lower()}{level.english[1:]}, short of the target.",
    )


def _confirmed(report: Report) -> Pair | None:
    counted = [tick.level for tick in report.counted if report.claim_of(tick.level)]
    if not counted:
        return None
    percent, to = plain_number(report.confirmed_percent), report.confirmed_reached
    said = [Pair(f"ยืนยันผลแล้วถึงระดับ {to} ({percent}%)", f"Confirmed up to level {to} ({percent}%)")]
    if to == 0:
        said = [Pair(f"ยังยืนยันผลไม่ถึงระดับ 1 ({percent}%)", f"Not yet confirmed to level 1 ({percent}%)")]
    for claim, thai, one, several in _UNCONFIRMED:
        if levels := sorted(level for level in counted if report.claim_of(level) is claim):
            listed = _listed(levels)
            english = f"level {listed.english} {one}" if len(levels) == 1 else f"levels {listed.english} {several}"
            said.append(Pair(f"ระดับ {listed.thai} {thai}", english))
    if len(said) == 1:
        return Pair("ยืนยันผลครบทุกระดับที่บันทึก", "Everything recorded is confirmed.")
    return Pair(" ".join(each.thai for each in said), "; ".join(each.english for each in said) + ".")


_UNCONFIRMED = (
    (Claim.CLAIMED, "รอการยืนยันผล", "waits for confirmation", "wait for confirmation"),
    (Claim.RETURNED, "ถูกส่งคืนให้แก้ไข", "was returned for correction", "were returned for correction"),
)


def _listed(levels: Iterable[int]) -> Pair:
    *others, last = [str(level) for level in levels]
    thai, english = (f"{', '.join(others)} {word} {last}" if others else last for word in ("และ", "and"))
    return Pair(thai, english)


def _waiting(report: Report) -> Pair | None:
    if not report.waiting:
        return None
    thai, english = _listed(report.waiting)
    levels = "Levels" if len(report.waiting) > 1 else "Level"
    return Pair(
        f"ระดับ {thai} สำเร็จแล้ว แต่จะนับคะแนนเมื่อระดับ {report.waits_for} สำเร็จ",
        f"{levels} {english} done, waiting for level {report.waits_for} to count.",
    )


def _following(report: Report) -> Pair | None:
    if report.final:
        if report.verdict.status is Status.DONE:
            return None
        return Pair(
            "ระดับที่ทำสำเร็จภายในปีงบประมาณยังบันทึกย้อนหลังได้",
            "Levels achieved within the year can still be recorded.",
        )
    due = report.plan.next_due(report.reached)
    if due is None:
        return None
    level, host = report.key_result.scale.level(due.level), report.key_result.host.name
    thai_short = level.short.thai or level.activity.thai
    english_short = level.short.english or level.activity.in_language(Language.ENGLISH)
    overdue, soft = due.day < report.day, due.assumed
    about = "โดยประมาณ" if soft else ""
    thai = f"เลยกำหนด{about}เมื่อ" if overdue else f"กำหนด{about}วันที่"
    english = ("was due" if overdue else "due") + (" about" if soft else " on")
    thai_day = day_text(due.day, Language.THAI, Digits.ARABIC)
    english_day = day_text(due.day, Language.ENGLISH, Digits.ARABIC)
    return Pair(
        f"ขั้นถัดไป ระดับ {due.level} {thai_short} โดย{host.thai} {thai} {thai_day}",
        f"Next: level {due.level}, {english_short}, by {host.in_language(Language.ENGLISH)}, {english} {english_day}.",
    )


def _pace(report: Report) -> Pair | None:
    days = report.days_per_level_needed
    if report.verdict.status is not Status.LATE or days is None:
        return None
    if days == 0:
        return Pair("เวลาที่เหลือไม่พอให้ดำเนินการครบทุกระดับ", "Too few days are left for every level.")
    thai, english = ("ทุกวัน", "every day") if days == 1 else (f"ทุก {days} วัน", f"every {days} days")
    return Pair(
        f"ต้องทำให้ได้ 1 ระดับ{thai} จึงจะครบภายในปีงบประมาณนี้",
        f"One level {english} is needed to finish within the fiscal year.",
    )


def _age(report: Report) -> Pair:
    days = report.age_days
    if days is None:
        return Pair("ยังไม่มีรายงาน", "No report yet.")
    if days == 0:
        return Pair("รายงานล่าสุดวันนี้", "Last report today.")
    if days == 1:
        return Pair("รายงานล่าสุดเมื่อวานนี้", "Last report yesterday.")
    return Pair(f"รายงานล่าสุดเมื่อ {days} วันก่อน", f"Last report {days} days ago.")
