// What is compared: the form of a text, the phrases of a query, and where one stands in the other.
"use strict";

var BanmianSearch = BanmianSearch || {};

BanmianSearch.folding = (() => {
  const { Numbers } = BanmianSearch.numbers;

  const SILENT = /^[\p{Cc}\p{Cf}\p{Z}"\ufe00-\ufe0f\u{e0100}-\u{e01ef}]$/u;

  class Forms {
    /** @param {Map<string, string>} simplified */
    constructor(simplified) {
      this.simplified = simplified;
      /** @type {Map<string, string>} */
      this.known = new Map();
      // All others stay as they are: most of a Chinese text is passed over.
      this.changing = new RegExp(
        `[^\\u4e00-\\u9fff0-9a-z\u3001\u3002\u201c\u201d\u300a\u300b]|[${[...simplified.keys()].join("")}]`, "gu");
    }

    /** The form of one character. @param {string} char */
    of(char) {
      let form = this.known.get(char);
      if (form === undefined) {
        form = "";
        for (const part of char.normalize("NFKC").toLowerCase()) {
          if (!SILENT.test(part)) form += this.simplified.get(part) ?? part;
        }
        this.known.set(char, form);
      }
      return form;
    }

    /** The same as `search_form` in Python. @param {string} text */
    fold(text) {
      return text.replace(this.changing, (char) => this.of(char));
    }

    /**
     * The form, and for each of its units (and the end) where in `text` it comes from.
     * @param {string} text
     */
    traced(text) {
      let form = "";
      /** @type {number[]} */
      const origins = [];
      let at = 0;
      for (const char of text) {
        const part = this.of(char);
        for (let unit = 0; unit < part.length; unit++) origins.push(at);
        form += part;
        at += char.length;
      }
      origins.push(at);
      return { form, origins };
    }
  }

  /** @param {Uint8Array} bytes */
  function variants(bytes) {
    const numbers = new Numbers(bytes), count = numbers.next();
    const chars = [];
    let code = 0;
    for (let at = 0; at < count; at++) chars.push(code += numbers.next());
    return new Map(chars.map((char) => {
      const step = numbers.next();
      const image = char + (step % 2 ? -(step + 1) / 2 : step / 2);
      return [String.fromCharCode(char), String.fromCharCode(image)];
    }));
  }

  /**
   * The phrases of a query: blanks part them, quotation marks hold one together. Chinese ones with
   * no blank between them hold nothing together: they are searched for, as they are printed.
   * @param {string} query @param {Forms} forms
   */
  function phrasesOf(query, forms) {
    /** @type {string[]} */
    const phrases = [];
    // Each is held against all others: of ten thousand words in an address nobody means every one,
    // so 1000 are enough.
    // No quotation has more characters on either side of a blank; the end of each that is opened
    // is looked for.
    const pattern =
      /["＂]([^"＂]*)["＂]|“([^”"＂\s]{0,99}\s[^”"＂]{0,99})”|「([^」"＂\s]{0,99}\s[^」"＂]{0,99})」|([^\s"＂]+)/gu;
    for (const [, ...said] of query.matchAll(pattern)) {
      const form = forms.fold(said.find(Boolean) ?? "");
      if (form && !phrases.includes(form) && phrases.push(form) === 1000) break;
    }
    // What another phrase holds is found with it.
    return phrases.filter((one) => !phrases.some((other) => other !== one && other.includes(one)));
  }

  /**
   * Where `phrase` stands in `text`, overlapping too. @param {string} text @param {string} phrase
   */
  function* placesOf(text, phrase) {
    for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) yield at;
  }

  /** @param {string} text @param {string} phrase */
  function timesIn(text, phrase) {
    let times = 0;
    for (const _ of placesOf(text, phrase)) times++;
    return times;
  }

  return { Forms, phrasesOf, placesOf, timesIn, variants };
})();
