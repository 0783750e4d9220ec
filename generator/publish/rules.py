"""Roles, rules and doubts in Chinese, for readers of a page as printed.

``generator/editing/words.py`` says the same to editors in English; ``tests/test_printed.py``
names the rules that one of the two lacks.
"""

from __future__ import annotations

from generator.model import Doubtful, DoubtKind, Remedy, Role
from generator.publish.escape import one_line

__all__ = ["ROLES", "RULES", "doubt_words", "margin_words", "remedy_words", "rule_words"]

ROLES: dict[Role, str] = {
    Role.LABEL: "栏目",
    Role.KICKER: "引题",
    Role.HEADLINE: "标题",
    Role.SUBTITLE: "副题",
    Role.BYLINE: "署名",
    Role.LEAD: "导语",
    Role.PARAGRAPH: "正文",
    Role.SUBHEAD: "小标题",
    Role.CAPTION: "图片说明",
    Role.TABLE: "表格",
    Role.CREDIT: "来源",
    Role.FURNITURE: "版面信息",
    Role.NOTICE: "启事",
    Role.UNPLACED: "未归入文章",
    Role.SILENT: "不显示的字符",
}
"""What each role is called."""

RULES: dict[str, str] = {
    # what a piece looks like
    "byline/author": "写明作者的一行（作者：……）。",
    "byline/edition": "数字报标明是作者，或排在标题下面的署名处。",
    "byline/name-under-byline": "紧接在署名下面的姓名，属于署名。",
    "byline/name-under-headline": "标题下面只有姓名的一行，是署名。",
    "byline/photographer": "写明由谁摄影并撰文（……摄影报道）。",
    "byline/read": "按从大量版面学到的特征，是署名。",
    "byline/reporter": "写明作者（本报记者、通讯员等），别无其他内容。",
    "byline/set": "字号和位置表明是署名：紧接在标题下面，或在正文之上。",
    "byline/speaker": "写明由谁讲述（讲述人、口述）。",
    "caption/around": "这篇文章的文字围绕着图片，或与它同在一框。",
    "credit/brackets": "在括号里写明稿件来自何处（据……、来源……）。",
    "credit/name": "括号里写明简讯的作者。",
    "credit/read": "按从大量版面学到的特征，是来源。",
    "credit/set": "位置表明是来源：单独排在文末一侧。",
    "display/edition": "数字报标明是标题。",
    "display/edition-inside": "数字报把它排作正文里的小标题。",
    "display/heading": "Markdown 的标题，下面是一篇文章。",
    "display/read": "按从大量版面学到的特征，是标题或小标题。",
    "display/set": "在栏中的位置表明是小标题。",
    "display/size": "字号比正文大，是标题。",
    "display/subheading": "Markdown 的标题，位于一篇文章之内。",
    "notice/loss": "遗失声明。",
    "notice/registration": "注销、清算等公告。",
    "notice/tender": "招标、拍卖等公告。",
    "notice/court": "法院公告。",
    "notice/readers": "报社对读者的启事：征稿、征订、更正等。",
    "notice/people": "讣告、寻人、认领等启事。",
    "notice/advertisement": "分类广告、公益广告等。",
    "table/rows": "各行格数相同，格里多半是数字：是表格。",
    "line/near-miss": "字句像另一种行，但按所在的位置不是。",
    "paragraph/closing-mark": "结尾像一句话，不是小标题。",
    "prose/edition": "数字报标明是文章的正文。",
    "prose/read": "按从大量版面学到的特征，是正文。",
    "prose/set": "字号和位置表明是正文。",
    "signature/brackets": "在括号里写明作者，文章到此结束。",
    "signature/edition": "文末重复署名里的姓名。",
    "signature/photograph": "写明由谁摄影，文章到此结束。",
    "signature/reader": "文末写明读者的所在地和姓名。",
    "signature/source": "写明来源或作者的一行，文章到此结束。",
    "silent/doubled": "整行的字都重复，这是重复的那一份。",
    "silent/no-shape": "看不出是什么的字符。",
    # what is set aside
    "furniture/address": "数字报页面的网址。",
    "furniture/advertisement": "框内没有文章：是广告或启事。",
    "furniture/caption": "图片说明：写明图片的内容。",
    "furniture/caption-story": "本身是一则报道的图片说明。",
    "furniture/contact": "报社的电话、邮箱或地址。",
    "furniture/contents": "目录，或数字报的导航文字。",
    "furniture/date": "单独的日期。",
    "furniture/editors": "写明本版编辑的一行。",
    "furniture/folio": "版面的天头：日期、版次或报名。",
    "furniture/read": "按从大量版面学到的特征，像广告或图片说明。",
    "furniture/jump": "写明文字来自或转到另一版（上接、下转）。",
    "furniture/markup": "Markdown 的标记及其中的图片和表格，或“标题：”“作者：”一类的标签。",
    "furniture/masthead": "报头：报名和刊号。",
    "furniture/navigation": "数字报页面上文章以外的文字：链接、按钮等。",
    "furniture/rights": "数字报的版权说明。",
    "furniture/name": "报纸、主办单位或版面的名称。",
    "furniture/page-head": "在版面天头的线上方。",
    "furniture/page-number": "单独的版次。",
    "furniture/photo-credit": "写明由谁摄影。",
    "furniture/reach": "报社的联系方式：电话、邮箱、网址。",
    "furniture/separator": "分隔两篇文字的一行符号。",
    "furniture/speck": "扫描留下的污点。",
    "furniture/stamp": "写明文章何时上网、来自哪里的一行。",
    "unplaced/no-story": "没有一篇文章能认领它。",
    # what the head lines say of the issue
    "imprint/candidate": "可能是报名，但不能确定。",
    "imprint/date": "出版日期。",
    "imprint/name": "报名。",
    "imprint/page": "版次。",
    "imprint/section": "版名。",
    # kicker, headline, subtitle
    "headline/kicker-dash": "以破折号开头、以序号结尾：连载的一篇，排在标题上面。",
    "headline/two-in-a-row": "可能是并排的两个标题：下面的正文是两篇报道。",
    "headline/edition": "数字报标明了引题、标题和副题。",
    "headline/kicker-longer": "两行标题中较长而在上的一行是引题。",
    "headline/kicker-mark": "引题以省略号或破折号引出标题。",
    "headline/shortest": "几行标题中最短的是主题。",
    "headline/single": "文章之上唯一的标题文字就是它的标题。",
    "headline/size": "标题字号最大，由此区分引题、标题和副题。",
    "headline/subtitle-dash": "副题以破折号开头，主题在它前面。",
    "headline/subtitle-longer": "两行标题中较长而在下的一行是副题。",
    "subhead/inside-body": "正文中没有被哪篇文章用作标题的标题文字。",
    # what goes on where
    "join/column": "文字转到这一栏继续：各栏之中，它最能接续前文。",
    "join/read": "按从大量版面学到的特征，同一段文字隔开后在这里继续。",
    "jump/continued-from": "文字来自另一版（上接）。",
    "jump/continues": "文字转到另一版（下转）。",
    "rows/cell-column": "版面各行在这里被分成几栏。",
    "rows/goes-on": "版面各栏之中，这一栏最能接续前文。",
    "rows/headline-of-story": "这个标题与这一栏的文字用词相同。",
    "rows/story-begins": "版面上没有哪一栏在此接续：一篇文章从这里开始。",
    # articles
    "lead/read": "按从大量版面学到的特征，是这篇文字上面的导语。",
    "story/unpunctuated": "全文没有标点，看不出各篇的起止。",
    "story/after-credit": "上一篇已以来源或作者结束，这个标题另起一篇。",
    "story/brief": "简讯栏里的一条：上面一行是栏目名。",
    "story/caption": "讲述一件事的图片说明单独成篇。",
    "story/headline": "版面各标题之中，它与这篇文字最相配。",
    "story/begins": "上面的文字到此为止，这里开始另一篇。",
    "story/in-edition": "数字报里它就是这篇文字的标题。",
    "story/in-order": "版面从上到下依次排列，标题就在这篇文字上面。",
    "story/lead-drawn-apart": "单独排在框里的导语，与这篇文字最相配。",
    "story/no-headline": "版面上没有适合这篇文字的标题。",
    "story/resumed": "被另一篇文章隔断之后，文字从这里接续。",
    "story/sentence-left-open": "一段话没有说完，没有找到下文。",
    "story/set-under": "从位置、栏宽和边线看，它是这篇文字的标题。",
    # damage that the tool left which made the page's text
    "damage/box": "文字有损：方框代替了字体中没有的字。",
    "damage/escaped": "文字有损：有的字只写成编号。",
    "damage/glyph-number": "文字有损：有的字只剩字形编号，例如 (cid:12)。",
    "damage/misread": "文字有损：文字用错了编码，成了乱码。",
    "damage/private-use": "文字有损：有的字只有原来的字体才认得。",
    "damage/question-marks": "文字有损：问号代替了丢失的字。",
    "damage/repeated": "文字有损：每个字重复出现两次或更多。",
    "damage/replacement": "文字有损：有的字已经丢失，只剩替代符号。",
    "damage/reversed": "文字有损：文字前后颠倒。",
    # the editor's
    "editor/byline": "编辑确认：这是署名。",
    "editor/caption": "编辑确认：这是图片说明。",
    "editor/checked": "编辑读过这篇文章，认为无误。",
    "editor/credit": "编辑确认：这是来源。",
    "editor/cut": "编辑在这里另起一段。",
    "editor/cut-out": "编辑把这几个字移出正文。",
    "editor/date": "编辑确定了日期。",
    "editor/displaced": "编辑用别的文字代替了它。",
    "editor/drop": "编辑把它移出正文。",
    "editor/emptied": "编辑移走了它下面的文字。",
    "editor/headline": "编辑确认：这是标题。",
    "editor/join": "编辑让文字在这里接续。",
    "editor/kicker": "编辑确认：这是引题。",
    "editor/label": "编辑确认：这是栏目。",
    "editor/lead": "编辑确认：这是导语。",
    "editor/merge": "编辑把几篇并为一篇。",
    "editor/paragraph": "编辑确认：这一段属于本篇。",
    "editor/region": "编辑确定了地区。",
    "editor/split": "编辑让一篇文章从这里开始。",
    "editor/subhead": "编辑确认：这是小标题。",
    "editor/subtitle": "编辑确认：这是副题。",
}
"""One sentence for each identifier that evidence can carry."""

_REMEDIES = {
    "right": "如果这篇文章完全正确",
    "headline": "如果标题其实是“{0}”",
    "headline-aside": "如果标题其实是未归入文章的“{0}”",
    "lead": "如果导语属于以“{0}”开头的那篇",
    "open-sentence": "如果没有完的句子由“{0}”接续",
    "join": "如果“{0}”之后其实接“{1}”",
    "split": "如果从“{0}”起是另一篇文章",
    "merge": "如果它接续前一篇“{0}”",
    "subhead": "如果“{0}”是另一篇文章的标题",
    "own": "如果从这里开始是另一篇文章",
    "drop": "如果它不属于任何文章",
    "is-paragraph": "如果它是“{0}”中的一段",
    "is-subhead": "如果它是“{0}”中的小标题",
    "is-credit": "如果它是“{0}”的来源",
    "is-headline": "如果它是“{0}”的标题",
    "is-kicker": "如果它是“{0}”的引题",
    "is-subtitle": "如果它是“{0}”的副题",
}
_OTHERWISE = {
    DoubtKind.JOIN: "也可能接“{0}”",
    DoubtKind.LEAD: "也可能属于以“{0}”开头的那篇",
}
_QUOTED = 30
"""Characters of a quotation that a reader needs to see."""


def rule_words(rule: str) -> str:
    """Return what a rule says, in one sentence; its identifier where it has no words.

    >>> rule_words("furniture/page-number"), rule_words("new/rule")
    ('单独的版次。', '规则 new/rule。')
    """
    return RULES.get(rule, f"规则 {rule}。")


def margin_words(margin: float) -> str:
    """Return how far a choice was ahead of the next one, led on from what was chosen.

    >>> margin_words(0.5), margin_words(4), margin_words(21.25)
    ('，仅领先 0.5', '，领先 4', '，远远领先 21.25')
    """
    far = "仅领先" if margin < 3 else "领先" if margin < 6 else "远远领先"
    return f"，{far} {margin:g}"


def remedy_words(remedy: Remedy) -> str:
    """Return under which condition sidecar lines are right.

    >>> remedy_words(Remedy("its headline is “甲”", "- …", "headline", ("甲",)))
    '如果标题其实是“甲”'
    """
    pattern = _REMEDIES.get(remedy.kind)
    return remedy.condition if pattern is None else pattern.format(*map(_shown, remedy.words))


def doubt_words(doubt: Doubtful) -> str:
    """Return what is doubtful at a place of an article.

    >>> doubt_words(Doubtful(kind=DoubtKind.JOIN, offset=9, before="会上", after="指出"))
    '“…会上”接“指出…”'
    """
    before, after = _shown(doubt.before), _shown(doubt.after)
    words = {
        DoubtKind.JOIN: f"“…{before}”接“{after}…”",
        DoubtKind.OPEN_SENTENCE: f"“…{before}”一句没有完，没有找到下文",
        DoubtKind.HEADLINE: "标题与另一个标题难分高下",
        DoubtKind.LEAD: "导语单独排在别处，归入本篇把握不大",
        DoubtKind.AFTER_CREDIT: f"来源之后还有正文“{after}…”",
        DoubtKind.DAMAGE: f"{rule_words(doubt.rule).rstrip('。')}（“{before}”）",
    }[doubt.kind]
    if not doubt.otherwise:
        return words
    pattern = _OTHERWISE.get(doubt.kind, "也可能是“{0}”")
    return f"{words}，{pattern.format(_shown(doubt.otherwise))}"


def _shown(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _QUOTED else line[: _QUOTED - 1] + "…"
