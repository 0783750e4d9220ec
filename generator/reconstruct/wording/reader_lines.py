"""What a paper says of itself to its readers: its imprint, and how to follow or to write to it."""

from __future__ import annotations

import re

from generator.text.newspaper_words import any_of

__all__ = ["is_imprint_line", "is_invitation", "is_reach_line"]

_PART = re.compile(
    rf"^(?:本报|本刊|编辑部|24小时)?(?:常年|联系|咨询)?"
    rf"(?:(?P<own>{any_of('imprint')})|{any_of('imprint_beside')})[:：][^。，；：:！？]{{1,30}}$"
)
_BETWEEN = re.compile(r"[ \t\u3000;；|丨]+(?=[^ \t\u3000:：]+[:：])")
"""What stands between two parts of an imprint: the next one's label follows."""
_AFTER_LABEL = re.compile(r"[ \t\u3000]*[:：][ \t\u3000]*")
_SCAN = re.compile(
    r"^(?:请|欢迎)?(?:(?:微信|手机)?(?:扫一?扫|扫码|扫描|识别|长按)|(?:敬请)?(?:关注|下载))"
    r"(?=[^。，！？]{0,30}$)"
)
_MEDIA = re.compile(
    "二维码|公众号|视频号|客户端|小程序|APP|官方(?:微信|微博)|抖音号?"
    "|(?:看|读|阅读|了解|观看)(?:更多|全文|视频|直播|详情)",
    re.IGNORECASE,
)
_TIPS = re.compile(
    r"^(?:本[报版刊])?(?:欢迎|诚邀|如有)(?:广大|您|各位)?(?:读者|市民|网友)?[^。，！？]{0,6}"
    r"(?:新闻线索|爆料|来稿|投稿|来信|来电)[^。，！？]{0,40}$"
)


def is_imprint_line(line: str) -> bool:
    """Return whether a line is of a paper's imprint (版本记录): what it costs, who prints it.

    >>> is_imprint_line("地址：新村路1号 零售价：1.00元"), is_imprint_line("定价：38元")
    (True, False)
    """
    parts = _parts(line)
    return all(parts) and any(part["own"] for part in parts if part is not None)


def is_reach_line(line: str) -> bool:
    """Return whether a line says in more ways than one how to reach somebody.

    >>> is_reach_line("联系电话：0000-1234567 邮箱：a@example.org"), is_reach_line("电话：一部")
    (True, False)
    """
    parts = _parts(line)
    return len(parts) > 1 and all(parts)


def _parts(line: str) -> list[re.Match[str] | None]:
    return [_PART.match(_AFTER_LABEL.sub(":", part.strip())) for part in _BETWEEN.split(line)]


def is_invitation(line: str) -> bool:
    """Return whether a line asks readers to follow the paper, or to tell it something.

    >>> [is_invitation(t) for t in ("扫码关注新村日报公众号", "欢迎提供新闻线索 拨打12345")]
    [True, True]
    >>> is_invitation("扫码看病更方便"), is_invitation("欢迎您来新村做客")
    (False, False)
    """
    scan = _SCAN.match(line)
    return bool((scan and _MEDIA.search(line)) or _TIPS.match(line))
