"""Tells the bodies that issued, held or announced what is reported from those merely named."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from generator.describe.agencies.agency_grammar import organ_grammar
from generator.describe.article_text import ArticleText, SectionKind
from generator.describe.candidates import Organ

__all__ = ["Roles", "mark_issuers"]


def mark_issuers(
    reading: ArticleText, organs: Sequence[Organ], roles: Roles | None = None
) -> tuple[Organ, ...]:
    """Return the bodies, those marked that did what is reported.

    Bodies that a list joins share its verb. ``roles`` are those of the article, if anybody has
    asked for some before.
    """
    roles = roles or Roles(reading)
    groups: list[list[int]] = []
    for i, organ in enumerate(organs):
        gap = reading.text[organs[i - 1].end : organ.reach] if i else None
        if gap is not None and (_NEXT.fullmatch(gap) or gap == ""):
            groups[-1].append(i)
        else:
            groups.append([i])
    result = list(organs)
    for group in groups:
        start, end = organs[group[0]].reach, organs[group[-1]].end
        central = all(organs[i].division is None for i in group)
        if roles.issues(start, end, several=len(group) > 1, central=central):
            for i in group:
                result[i] = replace(organs[i], issues=True)
    return tuple(result)


_NEXT = re.compile(r"(?:、| |和|与|及|以及|，?(?:日前|近日)?，?(?:会同|联合))")
_LEAD_IN = re.compile(
    r"(?:^|[，。；：！？\n“”（）—… 》、如]"
    r"|日|日前|近日|近期|最近|目前|由|后|当天|上午|下午|年|来|月|时|悉|间|中国|中共|我国|共和国|届|其中|此前|今天|昨天)$"
)
_TOGETHER = re.compile(
    r"(?:等(?:[\d一二三四五六七八九十]+[个家]?)?(?:部门|单位|部委|机构)?(?:和单位)?)?"
    r"(?:日前|近日|近期|最近|\d{1,2}日)?(?:在[^，。；]{2,16}?)?(?:联合|共同)"
    r"(?:印发|发布|出台|下发|制定|举办|主办|举行|发起|开展|启动|推出)(?!的)"
)
"""After a list of bodies, or a body that a list ends with, this says of all of them what they did,
whatever stands before it. With 的 it only tells which paper is meant (根据…联合印发的通知)."""
_WITH = ("与", "和", "及", "、", "同")
_HELD_BY = re.compile(
    r"(?:（[^）]{0,20}）)?(?:(?:、|和|与|及|以及|联合|会同|携手|同)(?:(?!主办|举办|承办)[一-鿿、（）“”]){2,150}?)?等?(?:[\d一二三四五六七八九十]+[个家]?)?(?:部门|单位|部委|机构)?(?:共同|联合|牵头|组织)?"
    r"(?:主办|举办|承办|制定|制订|起草|编制|印发|发布|发起)"
)
"""After 由 this names the holder even before 的 (由…主办的比赛), alone or with others."""
_OTHER = (
    r"(?!联合|共同)[一-鿿（）“”]{2,24}?"
    r"(?:公司|集团|[大中]学|学院|研究[院所]|中心|[协学商]会|联合会|基金会|银行|总台|电视台|报社|日报|通讯社|局|署|厅|处)"
    r"(?:股份|有限|责任|公司)*"
)
_BESIDES = re.compile(
    rf"(?:(?:、|和|与|及|以及)(?:{_OTHER}|[一-鿿]{{2,3}}(?:省|市|自治区)(?=[、，和与及会联共]))){{0,9}}"
    r"(?:(?:会同|联合)[^，。；：！？]{2,30}?(?:部门|单位|机构)，?)?"
)
"""Others in the list that are no bodies we know (水利部和南水北调集团公布的数据), divisions among
them, and whom they worked with (民政部、湖南省会同10个部门召开会议)."""
_BEFORE = re.compile(rf"{_OTHER}(?:、|和|与|及|以及)$")
"""Such a one before the body: 交流协会和省人民政府主办."""
_BY_OTHERS = re.compile(r"由[^，。；：！？]{2,60}(?:、|和|与|及|以及)$")
_CONVENED = re.compile(r"(?:召开|举行)$")
_MEETING = re.compile(
    r"(?:[一-鿿\d]{0,10}?次)?(?:常务|全体|党组|办公|委员长|主任|常委会?)?会议(?!精神|要求|部署|决定|传达|纪要|学习)"
)
"""After 主持召开 a body's own meeting is its deed: 主持召开国务院常务会议."""
_DECREE = re.compile(r"令(?:（?第\d+号）?)?，(?:公布|发布|颁布)")
"""After 签署国务院 this is the body's own deed, whoever put his name to it."""
_EXAMPLE = re.compile(r"方面，$")
"""After this stands who did one thing of many, an example of what the story tells."""
_SINCE = re.compile(
    r"(?:^|[，。；：！？\n“”（])自(?!治|然|主|身|由|觉|愿|动|贸)[^，。；：！？\n]*$"
)
_SO_FAR = re.compile(r"[^，。；：！？\n]{0,200}(?:以来|之后|后)(?=[，。；])")
"""Between 自 and 以来 stands what went before the story, and no deed of it."""
_JOINED = re.compile("(?:会同|联合|携手)$")
_DID_WITH = re.compile(
    r"等?(?:[\d一二三四五六七八九十]+[个家]?)?(?:部门|单位)?，?(?:在[^，。；]{2,16}?)?(?:共同)?"
    r"(?:印发|出台|发布|制定|下发|举办|主办)(?!的)"
)
"""After 会同 this tells what a body did with another that the sentence need not name."""
_IN_ITS = re.compile(
    r"(?:近日|日前|近期|最近|昨日|昨天|今天|\d{1,2}日)?"
    r"(?:发布|公布|印发|举行|召开|举办)的[^，。；]{2,40}[中上里](?=[，。；进对])"
)
"""After 在 this says whose paper or meeting it was: 在财政部发布的案例中."""
_BRIEFING = re.compile("发布会|吹风会|记者会|通气会")
_BRIEFED = 400
"""Characters before a central body's official in which a conference with the press is told of."""
_NEWS_FROM = re.compile(r"(?:从|自)$|从[^，。；：！？]{2,40}(?:、|和|与)$")
_TOLD_BY = re.compile(
    "(?:最新|初步)?(?:[^，。；]{0,4}(?:负责人|发言人))?(?:介绍|消息|通报|统计|预报|预测|监测|数据|公布|发布|透露|披露)"
)
"""After 据 this says that the body told it (据中国气象局介绍); 据民政部规定 only follows it."""
_NEWS_END = re.compile(
    r"^(?:[^，。；：]{0,16}?)(?:获悉|了解到|(?:举行|召开|举办|组织|主办)的|发布会)"
)


class Roles:
    """What the bodies in one article did, as far as it says so."""

    def __init__(self, reading: ArticleText) -> None:
        self.reading = reading
        self.text = reading.text
        self.marks = [m.start() for m in re.finditer("[《》]", self.text)]
        self.briefings = [m.start() for m in _BRIEFING.finditer(self.text)]
        self.head_end = max(
            (s.end for s in reading.sections if s.part is SectionKind.HEAD), default=0
        )
        self.grammar = organ_grammar()
        self._known: dict[tuple[int, int, bool, bool], bool] = {}

    def issues(self, start: int, end: int, *, several: bool, central: bool) -> bool:
        """Return whether the bodies from ``start`` to ``end`` did what is reported."""
        asked = start, end, several, central
        if asked not in self._known:
            self._known[asked] = self._issues(start, end, several=several, central=central)
        return self._known[asked]

    def _issues(self, start: int, end: int, *, several: bool, central: bool) -> bool:
        section = self.reading.section_at(start)
        if section is None or section.part not in (SectionKind.HEAD, SectionKind.BODY):
            return False
        mark = bisect_left(self.marks, start) - 1
        if mark >= 0 and self.marks[mark] >= section.start and self.text[self.marks[mark]] == "《":
            return False  # inside the title of a paper
        before = self.text[max(section.start, start - 8) : start]
        # A kicker that names the body may leave the verb to the headline below it.
        last = section.end if section.part is SectionKind.BODY else self.head_end
        rest = self.text[end : min(last, end + 60)].replace("\n", "")
        clause = self.text[max(section.start, start - 70) : start]
        if _NEWS_FROM.search(clause) and _NEWS_END.match(rest):
            return True  # 记者从省民政厅获悉
        if (several or before.endswith(_WITH)) and _TOGETHER.match(rest):
            return True
        before = before.removesuffix("中国")
        if before.endswith("据") and not before.endswith(("根据", "依据")) and _TOLD_BY.match(rest):
            return True
        if self.grammar.its_paper.match(rest):
            return True  # who issued a paper did so wherever it is cited
        if before.endswith("签署") and _DECREE.match(rest):
            return True
        if _CONVENED.search(before) and _MEETING.match(rest):
            return True
        if _JOINED.search(before) and _DID_WITH.match(rest):
            return True
        if before.endswith("在") and _IN_ITS.match(rest):
            return True
        if (before.endswith("由") or _BY_OTHERS.search(clause)) and _HELD_BY.match(rest):
            return True
        head = self._head(clause)
        if head is None and not _LEAD_IN.search(before) and start != section.start:
            return False
        if _EXAMPLE.search(before) or self._went_before(section.start, start, end):
            return False
        rest = rest[_BESIDES.match(rest).end() :]  # type: ignore[union-attr]
        if self.grammar.with_others.match(rest) or self.grammar.goes_on.match(rest):
            return True  # 市民政局、市慈善会联合发布; 财政部高度重视，近日印发
        if central and (
            self.grammar.announce.match(rest)
            or (self._is_briefed(start) and self.grammar.briefs.match(rest))
        ):
            return True
        return self.grammar.issue.match(rest)

    def _is_briefed(self, at: int) -> bool:
        """Return whether a conference with the press is told of shortly before."""
        last = bisect_left(self.briefings, at) - 1
        return last >= 0 and self.briefings[last] >= at - _BRIEFED

    def _head(self, clause: str) -> str | None:
        """Return who stands before a body in its list, if anybody does at the clause's head."""
        first = max(clause.rfind(mark) for mark in "，。；：！？\n“”（）… 》") + 1
        return clause[first:] if first and _BEFORE.fullmatch(clause, first) else None

    def _went_before(self, head: int, start: int, end: int) -> bool:
        """Return whether a body stands between 自 and 以来."""
        before = self.text[max(head, start - 30) : start]
        return bool(_SINCE.search(before) and _SO_FAR.match(self.text, end))
