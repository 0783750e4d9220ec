"""Jump lines and captions from the page to the site: what was printed is said, in Chinese."""

from __future__ import annotations

from mkdocs.utils.meta import get_data

from generator.model import Entry, Facts, Page
from generator.publish import article_record
from generator.reconstruct import reconstruct_page
from tests.published import site_pages

_TEXT = (
    "（上接第1版）报名的老人第二天就可以来吃饭，食堂每天还要送餐上门。\n\n"
    "食堂里的菜是老人们自己种的，从春天到秋天一直不断。（下转第8版）\n\n"
    "4月18日，东山镇的志愿者来到河西村的康复站，为一百多位老人理发、量血压、修理轮椅，站里热热闹闹。"
    "李红 摄\n"
)


def _published() -> tuple[list[dict[str, object]], list[str]]:
    """Return the records and the Markdown of the articles of the page."""
    result = reconstruct_page(Page(name="p.txt", text=_TEXT))
    entries = [
        Entry(id=f"a{n}", article=article, facts=Facts())
        for n, article in enumerate(result.articles, 1)
    ]
    pages = dict(site_pages(entries, [result]))
    return [article_record(entry) for entry in entries], [
        pages[f"articles/{entry.id}.md"] for entry in entries
    ]


def test_an_article_says_where_it_comes_from_and_goes_on() -> None:
    (record, _), (text, _) = _published()
    assert (record["continued_from"], record["continues"]) == ("第1版", "第8版")
    assert "kind" not in record
    body, meta = get_data(text)
    assert (meta["continued_from"], meta["continues"]) == ("第1版", "第8版")
    assert "- **转版** 上接第1版、下转第8版" in body


def test_a_caption_that_tells_a_story_is_published_as_one() -> None:
    (_, record), (_, text) = _published()
    assert record["kind"] == "caption"
    assert isinstance(record["body"], list)
    assert [part["kind"] for part in record["body"]] == ["caption"]
    assert "continues" not in record
    body, meta = get_data(text)
    assert meta["kind"] == "caption"
    assert "# （图片说明）" in body
    assert '<div class="bm-caption" markdown>' in body
