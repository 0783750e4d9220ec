"""Pages of our own making, for tests that need a page but not a particular one."""

from __future__ import annotations

from pathlib import Path

from benchmarks.scale_corpus import page_text

RAIN = """\
全市水库安全度汛

市水利局昨日通报，今年入汛以来全市平均降水量比常年同期偏多两成，各大中型水库运行平稳，
未出现险情。

通报要求，各县区要落实巡查责任，发现隐患及时处置，确保群众安全。

（据市水利局）
"""

ROADS = """\
农村公路改造年底通车

5月20日，县交通运输局介绍，农村公路改造工程已完成路基施工，预计年底前全线通车，
沿线十二个村的村民出行将更加方便。

（据县交通运输局）
"""

CONFIG = "site_name: 测试\ndocs_dir: site_src\nsite_dir: site\ntheme:\n  name: mkdocs\n"


def make_project(folder: Path, **pages: str | bytes) -> Path:
    """Make a small project in ``folder``: settings, no pages of its own, the seeds given.

    Returns the folder.
    """
    (folder / "seeds").mkdir(parents=True)
    (folder / "site_src").mkdir()
    (folder / "mkdocs.yml").write_text(CONFIG, "utf-8")
    for name, text in pages.items():
        data = text if isinstance(text, bytes) else text.encode("utf-8")
        (folder / "seeds" / f"{name}.txt").write_bytes(data)
    return folder


def short_page(number: int) -> str:
    """Return an invented page with a paragraph an article, and two of its five articles."""
    blocks = page_text(number).split("\n\n")
    starts = [at for at, block in enumerate(blocks) if block.startswith("本报记者")]
    kept = [blocks[0], *(part for at in starts[:2] for part in blocks[at - 1 : at + 2])]
    return "\n\n".join(kept) + "\n"


def tree(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return the content and the time of change of every file under ``folder``."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
