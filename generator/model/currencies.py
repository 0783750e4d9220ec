"""Currencies, for facts and for readers."""

from __future__ import annotations

__all__ = ["CURRENCIES", "YUAN", "currency_name"]

YUAN = "CNY"

CURRENCIES = {
    YUAN: "人民币元|元人民币|块钱|元",
    "USD": "美元|美金",
    "EUR": "欧元",
    "JPY": "日元",
    "GBP": "英镑",
    "HKD": "港元|港币|元港币",
    "MOP": "澳门元|澳门币|元澳门币",
    "TWD": "新台币|元新台币|台币",
    "KRW": "韩元",
    "RUB": "卢布",
    "CAD": "加元|加拿大元",
    "AUD": "澳元|澳大利亚元",
    "SGD": "新加坡元|新币",
    "NZD": "新西兰元",
    "CHF": "瑞士法郎",
    "SEK": "瑞典克朗",
    "NOK": "挪威克朗",
    "DKK": "丹麦克朗",
    "THB": "泰铢",
    "INR": "印度卢比",
    "VND": "越南盾",
    "MYR": "林吉特|马来西亚林吉特",
    "ZAR": "兰特|南非兰特",
    "BRL": "雷亚尔|巴西雷亚尔",
    "AED": "迪拉姆",
    "KZT": "坚戈",
    "MNT": "图格里克",
}
"""Codes of ISO 4217, and what newspapers call the currencies, first the name that readers are told
(GB/T 12406, 表示货币的代码, shortened). 卢比, 比索 and 克朗 alone are the money of several
countries."""


def currency_name(code: str) -> str:
    """Return what readers are told of a currency, or its code where it has no name.

    >>> currency_name("USD"), currency_name("CNY"), currency_name("XAF")
    ('美元', '人民币', 'XAF')
    """
    return "人民币" if code == YUAN else CURRENCIES.get(code, code).partition("|")[0]
