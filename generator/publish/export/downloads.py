"""What a visitor can take along: the addresses of the data, and how the home page tells of it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["DOWNLOADS", "Download", "size_words"]

DOWNLOADS = {
    "data/articles.jsonl.gz": ("JSON Lines", "每行一篇文章，供程序读取，gzip 压缩"),
    "data/articles.csv.zip": ("CSV 表格", "每行一篇文章，用 Excel、WPS 打开"),
    "data/datapackage.zip": ("数据包", "互相关联的表，每项信息注明在版面上的出处"),
}
"""For each file under ``site_src`` its name and what it is; their addresses stay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """One file to take along."""

    path: str
    """One of :data:`DOWNLOADS`."""
    bytes: int
    """How large it is."""


def size_words(size: int) -> str:
    """Return a size in bytes as people read it, to two digits; never nothing.

    >>> [size_words(n) for n in (300, 45_600, 999_999, 1_240_000, 87_000_000)]
    ['1 KB', '46 KB', '1.0 MB', '1.2 MB', '87 MB']
    """
    kilo = max(1, round(size / 1000))
    if kilo < 1000:
        return f"{kilo} KB"
    mega = size / 1_000_000
    return f"{mega:.1f} MB" if mega < 10 else f"{mega:.0f} MB"
