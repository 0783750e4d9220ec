"""Bars on the home page, in lists and in the search: what they show, and where they lead."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from generator.model import Region, Topic
from generator.publish.escape import Safe
from generator.publish.lists.bars import Bar, inline_bar, rank_bars, time_bars
from tests.conftest import Open
from tests.test_browse import CARE, CHARITY, filed, pages_of

HUNAN = Region(code="430000", name="湖南省")
OTHER = Topic(id="other", name="其他", score=0.0)


def links_of(text: str, title: str) -> dict[str, str]:
    """Return what is said of each bar under a title, with its address."""
    chart = text.partition(f"<figcaption>{title}</figcaption>")[2].partition("</figure>")[0]
    found = re.findall('<a href="([^"]*)" aria-label="([^"]*)"', chart)
    return {said: href for href, said in found}


def test_a_bar_is_as_long_as_its_number_and_nothing_is_styled_inline() -> None:
    bars = [
        Bar(name=name, number=number, link=Safe(f"{number}/"), rest=name == "其他")
        for name, number in (("甲", 40), ("乙", 10), ("其他", 400))
    ]
    lying, upright = rank_bars(bars, "各主题"), time_bars(bars, "各主题")
    assert re.findall('<rect width="([0-9.]+)"', lying) == ["100", "25", "0"]
    assert re.findall('height="([0-9.]+)"/>', upright) == ["100", "25", "0"]
    assert "style=" not in lying + upright + inline_bar(1, 2)
    assert rank_bars([], "无") == ""


def test_names_from_pages_are_harmless_in_bars() -> None:
    text = rank_bars([Bar(name='<b>"甲"</b>', number=1, link=Safe("x/"))], "<i>题</i>")
    assert "<b>&quot;" not in text
    assert "<i>" not in text


def test_home_shows_years_months_and_topics_that_lead_on() -> None:
    entries = [filed(n, CARE, date=f"2024-0{n % 2 + 5}-01") for n in range(6)]
    entries += [filed(90, CHARITY, date="2022-03-01"), filed(91, OTHER)]
    home = pages_of(*entries)["index.md"]
    assert links_of(home, "各年的文章") == {
        "2022年，1 篇": "dates/2022/", "2024年，6 篇": "dates/2024/",
    }  # fmt: skip
    assert "<span>2023</span>" in home
    months = links_of(home, "2024年各月的文章")
    assert set(months) == {"2024年5月，3 篇", "2024年6月，3 篇"}
    assert months["2024年5月，3 篇"] == "dates/2024/#m05"
    topics = links_of(home, "各主题")
    assert list(topics) == ["养老服务，6 篇", "慈善，1 篇", "其他，1 篇"]
    assert topics["慈善，1 篇"] == "topics/charity/"


def test_a_year_leads_to_its_months_and_a_topic_to_its_years() -> None:
    years = [filed(n, CARE, date=f"202{n % 2 + 3}-05-01") for n in range(4)]
    entries = [*years, *(filed(9 + n, CHARITY, date=f"202{n}-05-01") for n in (3, 4))]
    pages = pages_of(*entries)
    assert links_of(pages["dates/2024.md"], "2024年各月的文章") == {"2024年5月，3 篇": "#m05"}
    topic = pages["topics/elderly-care.md"]
    assert links_of(topic, "各年的文章") == {
        "2023年，2 篇": "year-2023/", "2024年，2 篇": "year-2024/",
    }  # fmt: skip
    assert "**年份**" not in topic
    region = links_of(pages["regions/430000.md"], "各年的文章")
    assert region["2024年，3 篇"] == "../../search/?region=430000&amp;year=2024"


def test_regions_name_the_places_with_most_articles() -> None:
    city = Region(code="430100", name="长沙市")
    pages = pages_of(*(filed(n, region=city) for n in range(3)), filed(9))
    cities = links_of(pages["regions/index.md"], "文章最多的市县")
    assert cities == {"湖南省长沙市，3 篇": "430100/"}


def test_the_map_has_no_inline_style_and_the_country_in_its_corner() -> None:
    country = Region(code="100000", name="全国")
    home = pages_of(filed(1, region=country), filed(2))["index.md"]
    assert "style=" not in home
    assert '<li class="bm-wide" markdown>[全国 **1**](regions/100000.md)</li>' in home
    assert "bm-row-5 bm-column-5" in home


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1440])
def test_a_tap_on_a_bar_narrows(open_page: Open, site_url: str, width: int) -> None:
    page = open_page(site_url, width)
    page.get_by_role("link", name=re.compile("^2024年，")).click()
    expect(page.locator("h1")).to_have_text("2024年")
    page.goto(f"{site_url}search/?q=民政")
    page.locator("html[data-search-ready]").wait_for(state="attached")
    bars = page.locator(".bm-find__years a")
    assert bars.count() >= 2
    total = page.locator("[data-result-count]")
    before = int(total.inner_text())
    year = bars.last.get_attribute("data-year")
    number = int(bars.last.locator("b").inner_text())
    assert number < before
    bars.last.click()
    expect(total).to_have_text(str(number))
    assert f"year={year}" in page.url
    page.locator(f'[data-year="{year}"]').click()
    expect(total).to_have_text(str(before))
    box = page.locator(f'[data-year="{year}"]').bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24
