"""The grammar of public bodies' names: ``data/agencies.yml``, checked and compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from generator.describe.agencies.reporting_verbs import Deeds
from generator.describe.data_files import data_bytes
from generator.describe.lexicon import Lexicon
from generator.describe.word_lists import WordLists, parse_word_lists
from generator.model.central_bodies import central_bodies

__all__ = ["OrganGrammar", "compile_organs", "organ_grammar"]

_FILE = "agencies.yml"
_OTHERS = (
    r"(?:[（(][^）]{0,20}[）)])?等?(?:(?:\d+|[一二三四五六七八九十多数]+)[个家]?|相关|有关)?"
    r"(?:(?:部门|单位|部委|机构)(?:[和、](?:部门|单位|机构))?)?"
)
"""等19家部门和单位: how a list of bodies that did something together is cut short."""
_NUMBER = r"第?[\d一二三四五六七八九十]+"
_ITS_MEETING = (
    rf"(?:{_NUMBER}届[一-鿿]{{2,8}}?)?{_NUMBER}次(?:常委会|常务|党组|主任|委员长|主席)?(?:全体)?会议"
    rf"|{_NUMBER}次全国(?:会员)?代表大会"
)
_IN_YEAR = r"自?于?(?:\d{4}年|今年|去年|前年)(?:以来|起|初|底|\d{1,2}月)?|于?\d{1,2}月"
_WITH_OTHERS = (
    r"(?:会同|联合)[^，。；：“”《》]{2,20}?(?:方面|部门|单位|机构|省份|平台|企业|高校)"
    r"(?:共同|联合)?(?:指导)?"
)
_PAPERS = (
    "数据|报告|名单|统计|公报|通报|通知|通告|公告|目录|指南|预报|消息|监测|案例|指数|清单|榜单|规划"
    "|方案|标准|结果|信息"
)
_SHOWS = (
    r"[^，。；：“”《》]{0,10}?(?:数据|统计|监测|调度|调查|普查|公报|抽查)(?:结果)?(?:显示|表明)"
    r"|[^，。；：“”《》]{0,12}?(?:发布会|吹风会)上?(?:披露|透露|介绍|宣布|公布|通报)"
    r"|对《[^》]{2,40}》(?:进行)?(?:了|[一-鿿]{1,4}?)?(?:修订|修改)"
    r"|将[^，。；]{2,20}?响应(?:提升|升级|调整)"
)
"""What a body did, told by more than a verb: 最新农情调度显示, 新闻发布会披露, 对《…》进行修订."""
_LETS = "指导|支持|督促|鼓励|帮助|协助|参加|出席|列席|应邀|同意|位于|坐落|门前|广场|大楼|礼堂"
_PEOPLE = (
    "长|主任|书记|负责|有关|院士|研究员|教授|专家|代表|委员|人员|干部|民警|同志|记者|博士|关员"
    "|法官|司机|师"
)
_WORDS = (
    "central_not_before", "central_not_after", "central_at_start", "central_fronts",
    "central_heads", "loose_fields", "heads", "councils", "zones", "zone_bodies", "leading",
    "titles", "branches", "quarters", "speakers", "officials", "holders", "briefings", "says",
    "special_courts", "town_bodies", "parts", "open_parts", "part_ends", "not_parts",
    "congress_parts", "not_in_parts", "not_in_names", "verbs", "between",
)  # fmt: skip
_NAMES = ("central", "fields", "bodies", "party")


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganGrammar:
    """What a name can be made of, ready to search for."""

    central: Lexicon[str]
    """Names of central bodies with those they are filed under."""
    central_council: re.Pattern[str]
    """国务院…领导小组, 国家…指挥部办公室."""
    central_not_before: tuple[str, ...]
    """After a central name ending in 部: another word."""
    central_not_after: tuple[str, ...]
    """Before 党中央: another party's."""
    leading: frozenset[str]
    """Bodies behind which a rank is somebody's title."""
    title: re.Pattern[str]
    """Such a rank: 国务院副总理, but not 全国政协主席会议."""
    branch: re.Pattern[str]
    """An office of a central body, behind its division."""
    quarter: re.Pattern[str]
    """The same with the part of the country before it."""
    central_at_start: frozenset[str]
    """Central names that count only at the start of a clause."""
    local: Lexicon[str]
    """What stands after a division, with its official name."""
    departments: Lexicon[str]
    """The departments among them, which a list names without the division: 省民政厅、财政厅."""
    party: Lexicon[str]
    """Party departments, after 省委."""
    council: re.Pattern[str]
    """A coordinating body after a division."""
    held_council: re.Pattern[str]
    """A conference that the sentence's division held."""
    open_organ: re.Pattern[str]
    """An office of a field of work that the lists lack."""
    zone: re.Pattern[str]
    """A zone's own name, after the division."""
    special_court: re.Pattern[str]
    """A court that bears its city's short name."""
    zone_body: re.Pattern[str]
    """What runs a zone."""
    town: re.Pattern[str]
    """A town's name and its office, after the county."""
    part: re.Pattern[str]
    """A part of the body before it."""
    congress_part: re.Pattern[str]
    """A committee of the congress or conference before it."""
    issue: Deeds
    """What says that the body before it did something."""
    goes_on: re.Pattern[str]
    """A deed that the body's clause comes to after a comma."""
    its_paper: re.Pattern[str]
    """The same before 的 and a paper, whatever stands before the body."""
    announce: re.Pattern[str]
    """What says that an official speaks for the central body before it."""
    briefs: re.Pattern[str]
    """An official and what he says, where the press is briefed."""
    with_others: re.Pattern[str]
    """The same, after others in the list that are no bodies of the state."""

    def part_end(self, text: str, end: int) -> int:
        """Return where a part of the body that ends at ``end`` ends, if one is named."""
        if self.central.longest_at(text, end):
            return end  # 中共中央办公厅国务院办公厅: the next body, not a part of this one
        match = self.part.match(text, end)
        if match is None or any(self.central.longest_at(text, at) for at in range(*match.span())):
            return end  # 应急管理部组织中国气象局会商: another body in its midst
        return match.end()

    def zone_end(self, text: str, at: int) -> int | None:
        """Return where a zone's office ends that bears the name of the city before ``at``."""
        zone = self.zone.match(text, at)
        if zone is None:
            return None
        end = zone.end()
        if found := self.local.longest_at(text, end):
            return self.part_end(text, end + len(found[0]))
        body = self.zone_body.match(text, end)
        return body.end() if body else None

    def congress_end(self, text: str, end: int) -> int:
        """Return where a committee of the congress or conference at ``end`` ends."""
        match = self.congress_part.match(text, end)
        if match is None or any(self.central.longest_at(text, at) for at in range(*match.span())):
            return end
        return match.end()


@cache
def organ_grammar() -> OrganGrammar:
    """Return the grammar that ships with the package."""
    return compile_organs(data_bytes(_FILE).decode("utf-8"), _FILE)


def compile_organs(text: str, file: str) -> OrganGrammar:
    """Return the grammar of a list of bodies.

    Raises :class:`~generator.errors.GeneratorError` with file and line for a list that is broken.
    """
    lists = parse_word_lists(text, file, words=_WORDS, names=_NAMES)
    words, names = lists.words, lists.names
    departments = _departments(lists)
    bodies = {name: filed for name, filed in names["bodies"].items() if len(name) > 1}
    word = f"(?:(?!{_any(words['not_in_names'])})[一-鿿])"
    verbs, between = _any(words["verbs"]), _any(words["between"])
    ends = (
        rf"(?=[，。、；：（）“”《》 \n]|获悉|了解|$|{verbs}|{between}|[党相有负副和与携]"
        r"|(?:局|厅|处|队|委员会)?(?:长|主任)|发言人|工作人员"
        r"|[一-鿿]{2,8}?[科处室站队所](?:[长员副]|工作人员|负责人|民警|干部))"
    )
    part_ends = (
        rf"(?=[，。、；：（）“”《》 \n\d]|获悉|了解|$|{_any(words['part_ends'])}|{verbs}|{between})"
    )
    branch = f"(?:{_any(words['branches'])})(?![长员部])"
    says = rf"[^，。；“”]{{0,8}}?(?:{_any(words['says'])})"
    zone_heads = f"{_any(words['zone_bodies'])}"
    return OrganGrammar(
        central=Lexicon(_departments_of_state() | dict(names["central"])),
        central_council=re.compile(
            f"(?:{_any(words['central_fronts'])})(?![和及与])(?:(?!对){word}){{2,22}}?"
            f"(?:{_any(words['central_heads'])})(?:办公室)?(?![员委商])"
        ),
        central_not_before=words["central_not_before"],
        central_not_after=words["central_not_after"],
        leading=frozenset(words["leading"]),
        title=re.compile(f"(?:{_any(words['titles'])})(?!会)"),
        branch=re.compile(branch),
        quarter=re.compile(f"(?:{_any(words['quarters'])})(?:{branch})"),
        central_at_start=frozenset(words["central_at_start"]),
        local=Lexicon(departments | bodies),
        departments=Lexicon(departments),
        party=Lexicon(names["party"]),
        council=re.compile(f"(?!级){word}{{2,14}}?(?:{_any(words['councils'])})(?:办公室)?"),
        held_council=re.compile(f"(?<=召开)(?:了)?({word}{{2,14}}?(?<![官长者员])联席会议)"),
        # Any field of work that the lists lack, if its head closes the name.
        open_organ=re.compile(f"{word}{{2,9}}?(?:厅|局|委员会|管理处|总队|支队|管理中心){ends}"),
        zone=re.compile(f"{word}{{0,10}}?(?:{_any(words['zones'])})"),
        special_court=re.compile(
            f"(?:{_any(words['special_courts'])})(?!总署|学院|大学|特殊|口岸|[长员])"
        ),
        zone_body=re.compile(f"(?:{zone_heads})(?!员)|{word}{{2,9}}?局{ends}"),
        town=re.compile(
            rf"(?![省市区县州盟旗各乡镇]|[抵到]达|[来赶]到|走[进访]|前往|离开|位于)[一-鿿]{{1,5}}?(?:镇|乡|街道|苏木)"
            rf"(?:{_any(words['town_bodies'])})(?![性员部门])"
        ),
        part=re.compile(
            f"(?![和与及同、]|第[一二三四五六七八九十]+届)(?!{_any(words['not_parts'])})"
            f"(?:(?:(?!指导(?![中处站科司局委办])|对(?!外)){word}){{0,12}}?(?:{_any(words['parts'])})(?![长人署门队])|{word}{{2,14}}?司(?![机法令长徒])"
            f"|(?:(?!{_any(words['not_in_parts'])}){word}){{2,12}}?(?<!{')(?<!'.join(words['not_parts'])})"
            f"(?:{_any(words['open_parts'])}){part_ends}(?<!{')(?<!'.join(words['not_parts'])}))"
        ),
        congress_part=re.compile(
            f"(?:{_any(words['congress_parts'])})(?![员会])|{word}{{2,12}}?委员会(?![议商员])"
        ),
        issue=Deeds(
            others=re.compile(_OTHERS),
            step=re.compile(
                rf"{between}|{_ITS_MEETING}|{_IN_YEAR}|{_WITH_OTHERS}"
                rf"|于?(?:(?:\d{{4}}|今)年)?(?:\d{{1,2}}月)?\d{{1,2}}日"
                rf"(?:[至—](?:\d{{1,2}}月)?\d{{1,2}}日)?[上下]?午?(?:\d{{1,2}}时(?:\d{{1,2}}分)?)?"
                r"|面?向(?:(?![向在就])[^，。；《》“”]){2,20}?"
            ),
            act=re.compile(
                rf"(?:{verbs})(?!的|于|会(?!议)|[局部处司](?![长署分机令]))|(?:{verbs})的"
                rf"(?=《|[^，。；]{{0,24}}(?:{_PAPERS}))|(?:主办|举办|承办|发起)的(?!刊物|杂志|报纸|学校|医院)"
                rf"|(?:举行|召开)的(?=[^，。；]{{2,40}}[上中]，)"
                rf"|{_SHOWS}|(?:[一-鿿、]{{2,20}}、)?(?:{_any(words['speakers'])}){says}"
            ),
        ),
        goes_on=re.compile(
            rf"(?![^，]{{0,14}}(?:{_PEOPLE}))(?:[^，。；！？“”《》：\n]{{2,40}}?，"
            rf"(?:(?:联合|会同|结合|针对|围绕|聚焦|根据|按照)[^，。；！？]{{2,40}}?，)?(?:并|{between}){{0,2}}"
            rf"|(?:(?!{_LETS})[^，。；！？“”《》：\n]){{1,30}}?)"
            r"(?:印发|出台|发布|推出|公布|制定|下发|召开|启动|约谈|举行|举办|主办|部署|通报|宣布|批复)(?![的会于厅台])"
        ),
        its_paper=re.compile(
            rf"{_OTHERS}(?:{between}){{0,3}}(?:印发|发布|公布|出台|制定|颁布|下发)的(?:最新)?《"
        ),
        announce=re.compile(
            rf"(?:{_any(words['officials'])}){says}"
            rf"|[^，。；“”]{{0,8}}?(?:{_any(words['holders'])})[^，。；“”]{{0,16}}?"
            rf"(?:{_any(words['briefings'])})上?，?{says}"
        ),
        briefs=re.compile(
            rf"[^，。；“”]{{0,8}}?(?:{_any(words['holders'])})[^，。；“”]{{0,40}}?(?:{_any(words['says'])})"
        ),
        with_others=re.compile(
            rf"(?:、|和|与|及|以及)(?:(?!联合|共同)[一-鿿、（）“”]){{2,150}}"
            rf"(?:{between})?(?:联合|共同)(?:{verbs})(?!的)"
        ),
    )


def _departments_of_state() -> dict[str, str]:
    """Return every name of a department of the State Council with the one it is filed under."""
    return {
        name: body.name for body in central_bodies().values() for name in (body.name, *body.also)
    }


def _departments(lists: WordLists) -> dict[str, str]:
    """Return every field before every head, with the official name: 发改委 is 发展和改革委员会."""
    heads = lists.words["heads"]
    printed = {f + head: f + head for f in lists.words["loose_fields"] for head in heads}
    return printed | {
        field + head: official + ("委员会" if head == "委" else head)
        for field, official in lists.names["fields"].items()
        for head in heads
    }


def _any(words: tuple[str, ...]) -> str:
    """Return the alternatives of a pattern, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
