// Which articles hold every phrase: by their texts, or by grams, places and the texts of few.
"use strict";

var BanmianSearch = BanmianSearch || {};

BanmianSearch.finding = (() => {
  const { Rows } = BanmianSearch.numbers;
  const { placesOf } = BanmianSearch.folding;
  const { BODY } = BanmianSearch.grams;
  const { Finds, common, commonPlaces, everything, summedUp, tear, withPlaces } =
    BanmianSearch.lists;

  const MOST_GRAMS = 60; // of a phrase: what holds so many of its pairs is worth reading
  const AT_ONCE = 16; // lists asked for, while more articles are left than are worth reading

  /**
   * The pairs that cover a phrase: every second one, and the last. @param {string} phrase
   * @returns {number[]} where in the phrase they begin
   */
  function cover(phrase) {
    const starts = [];
    for (let at = 0; at < phrase.length - 1; at += 2) starts.push(at);
    if (phrase.length % 2) starts.push(phrase.length - 2);
    return starts;
  }

  /** At most `most` of a list, evenly. @param {string[]} list @param {number} most */
  function spread(list, most) {
    if (list.length <= most) return list;
    return Array.from({ length: most }, (_, at) =>
      list[Math.round((at * (list.length - 1)) / (most - 1))]);
  }

  class Finder {
    /**
     * @param {BanmianParts} parts
     * @param {BanmianGrams} grams
     * @param {BanmianForms} forms
     */
    constructor(parts, grams, forms) {
      this.parts = parts;
      this.head = parts.head;
      this.grams = grams;
      this.forms = forms;
      /** @type {string[] | undefined} */
      this.wholeForms = undefined;
      /** @type {BanmianRows | undefined} where words stand that those around them tear apart */
      this.torn = undefined;
      /** @type {[string, BanmianFound] | undefined} */
      this.last = undefined;
    }

    /**
     * The articles that hold every phrase.
     * @param {string[]} phrases @returns {Promise<BanmianFound>}
     */
    async found(phrases) {
      const key = phrases.join(" ");
      if (this.last?.[0] === key) return this.last[1];
      let found;
      if (!phrases.length) found = everything(this.parts.articles);
      else if (this.head.alone) found = await this.lookedThrough(phrases);
      else found = await this.byGrams(phrases);
      this.last = [key, found];
      return found;
    }

    /** By looking through all texts. @param {string[]} phrases */
    async lookedThrough(phrases) {
      const forms = await this.allForms();
      const finds = new Finds();
      forms.forEach((form, article) => finds.look(article, form, phrases));
      const found = finds.all();
      const torn = (this.torn ??= new Rows([this.parts.index.sections], "x"));
      for (const phrase of phrases.filter((one) => one.length === 2)) {
        found.articles.forEach((article, row) => {
          const places = new Set(torn.of(article, []));
          if ([...placesOf(forms[article], phrase)].every((at) => places.has(at))) found.torn[row] = 1;
        });
      }
      return found;
    }

    /** The forms of all texts. */
    async allForms() {
      const texts = await this.parts.texts(0);
      return (this.wholeForms ??= texts.map((shown) => this.formOf(shown)));
    }

    /** Head and body of an article, compared as phrases are. @param {BanmianShown} shown */
    formOf(shown) {
      const [head, body] = [shown[6], shown[7]].map((side) =>
        side.map(([, text]) => this.forms.fold(text)).join("\n"));
      return `${head}\n\n${body}`;
    }

    /** @param {string[]} phrases */
    async byGrams(phrases) {
      /** @type {Map<string, BanmianList>} */
      const lists = new Map();
      const wanted = phrases.map((phrase) => (phrase.length < 3
        ? [phrase] : cover(phrase).map((at) => phrase.slice(at, at + 2))));
      // A few of a long phrase's pairs leave next to nothing; the others are asked for if not.
      const first = wanted.flatMap((grams) => spread(grams, 5));
      const more = wanted.flatMap((grams) => spread(grams, MOST_GRAMS));
      // What is short is its own list, and its order depends on it.
      const short = phrases.filter((phrase) => phrase.length < 3);
      const grams = [...new Set([...short, ...first, ...more])];
      let candidates = await this.holding(grams.splice(0, AT_ONCE), lists);
      while (grams.length && candidates.length > this.head.fewest) {
        candidates = await this.holding(grams.splice(0, AT_ONCE), lists, candidates);
      }
      const long = phrases.filter((phrase) => phrase.length > 2);
      if (phrases.some((phrase) => phrase.length < 3 && !lists.has(phrase))) {
        return this.readFor(phrases, candidates, lists);
      }
      for (const phrase of long) {
        const grams = cover(phrase).map((at) => ({ gram: phrase.slice(at, at + 2), at }));
        const proof = await this.proven(phrase, grams, lists, candidates, long);
        if (!proof) return this.readFor(phrases, candidates, lists);
        lists.set(phrase, proof);
        candidates = proof.articles;
      }
      return summedUp(candidates, phrases.map((phrase) =>
        /** @type {BanmianList} */ (lists.get(phrase))));
    }

    /**
     * The articles that hold all of these grams, whose lists are put into `lists`.
     * @param {string[]} grams @param {Map<string, BanmianList>} lists @param {Uint32Array} [among]
     */
    async holding(grams, lists, among) {
      const news = [...new Set(grams)].filter((gram) => !lists.has(gram));
      const loaded = await Promise.all(news.map((gram) => this.grams.list(gram)));
      news.forEach((gram, number) => lists.set(gram, loaded[number]));
      const shortest = loaded.map((list) => list.articles).sort((a, b) => a.length - b.length);
      let both = among ?? shortest.shift() ?? new Uint32Array();
      for (const articles of shortest) both = common(both, articles);
      return both;
    }

    /**
     * Which of `candidates` hold a phrase, by the places of its pairs: nothing, where reading their
     * texts costs less.
     * @param {string} phrase @param {{gram: string, at: number}[]} grams
     * @param {Map<string, BanmianList>} lists @param {Uint32Array} candidates @param {string[]} long
     * @returns {Promise<BanmianList | undefined>}
     */
    async proven(phrase, grams, lists, candidates, long) {
      const listOf = (/** @type {string} */ gram) => /** @type {BanmianList} */ (lists.get(gram));
      /** @param {string[]} left */
      const placesCost = (left) => left.reduce((sum, gram) =>
        sum + this.grams.priceOfPlaces(gram, listOf(gram)), 0);
      const all = [...new Set(long.flatMap((one) =>
        cover(one).map((at) => one.slice(at, at + 2))))];
      const few = candidates.length <= this.head.fewest;
      if (few || all.some((gram) => !lists.has(gram) || !this.grams.hasPlaces(gram, listOf(gram)))
        || this.parts.priceOfTexts(candidates) <= placesCost(all)) return undefined;
      const prices = new Map(grams.map(({ gram }) => [gram, 0]));
      for (const gram of prices.keys()) {
        prices.set(gram, this.grams.priceOfPlaces(gram, listOf(gram)));
      }
      const cheapest = [...grams].sort((a, b) =>
        (prices.get(a.gram) ?? 0) - (prices.get(b.gram) ?? 0));
      let left = candidates;
      /** @type {BanmianPlaced | undefined} where the phrase may begin in those that are left */
      let starts;
      for (let number = 0; number < cheapest.length && left.length; number += 2) {
        const some = cheapest.slice(number, number + 2);
        const placed = await Promise.all(
          some.map(({ gram, at }) => this.grams.places(gram, listOf(gram), left, at)));
        let both = placed[0];
        if (placed[1]) both = commonPlaces(both, placed[1]);
        starts = starts ? commonPlaces(starts, both) : both;
        [left, starts] = withPlaces(left, starts);
      }
      const codes = new Uint32Array(left.length);
      let from = 0;
      left.forEach((_, number) => {
        const { ends, places } = /** @type {BanmianPlaced} */ (starts);
        codes[number] = (ends[number] - from) << 2 | (places[from] < BODY ? 1 : 0);
        from = ends[number];
      });
      return { articles: left, codes };
    }

    /**
     * By reading the texts of the candidates.
     * @param {string[]} phrases @param {Uint32Array} articles @param {Map<string, BanmianList>} lists
     */
    async readFor(phrases, articles, lists) {
      const texts = await Promise.all(Array.from(articles, (article) => this.parts.shown(article)));
      const finds = new Finds();
      texts.forEach((shown, number) => finds.look(articles[number], this.formOf(shown), phrases));
      const found = finds.all();
      for (const list of phrases.map((phrase) => lists.get(phrase))) if (list) tear(found, list);
      return found;
    }
  }

  return { Finder };
})();
