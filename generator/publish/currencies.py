"""What currencies are called, for readers; facts and tables have their codes (ISO 4217)."""

from __future__ import annotations

__all__ = ["YUAN", "currency_name"]

YUAN = "CNY"

# The names of GB/T 12406 (表示货币的代码), as newspapers shorten them.
_NAMES = {
    YUAN: "人民币",
    "USD": "美元",
    "EUR": "欧元",
    "JPY": "日元",
    "GBP": "英镑",
    "HKD": "港元",
    "MOP": "澳门元",
    "TWD": "新台币",
    "KRW": "韩元",
    "RUB": "卢布",
    "CAD": "加元",
    "AUD": "澳元",
    "SGD": "新加坡元",
    "NZD": "新西兰元",
    "CHF": "瑞士法郎",
    "SEK": "瑞典克朗",
    "NOK": "挪威克朗",
    "DKK": "丹麦克朗",
    "THB": "泰铢",
    "INR": "印度卢比",
    "VND": "越南盾",
    "MYR": "林吉特",
    "ZAR": "兰特",
    "BRL": "雷亚尔",
    "AED": "迪拉姆",
    "KZT": "坚戈",
    "MNT": "图格里克",
}


def currency_name(code: str) -> str:
    """Return a currency's name, or its code where there is none.

    >>> currency_name("USD"), currency_name("XAF")
    ('美元', 'XAF')
    """
    return _NAMES.get(code, code)
