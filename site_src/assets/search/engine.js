// Answers questions from the static search index (docs/search.md): in a Worker by messages, in a
// page (a copy on disk, where there are no Workers) as `BanmianSearch`. No dependencies; types are
// JSDoc, checked by tsc. Nothing here touches a page.
"use strict";

(() => {
  /** @typedef {BanmianQuery} Query */
  /** @typedef {BanmianAnswer} Answer */
  /** @typedef {BanmianHit} Hit */
  /** @typedef {BanmianAnswer["facets"]} Facets */
  /** @typedef {BanmianAnswer["help"]} Help */
  /** @typedef {BanmianSuggestion} Suggestion */
  /** @typedef {{head: any, sections: Record<string, Uint8Array>}} Part */
  /** @typedef {[string, string]} Words */
  /** @typedef {[string, string, number, string, number | null, number, Words[], Words[]]} Shown */
  /**
   * Articles, rising, and for each how often (above two bits), whether the words around tear all
   * hits apart (2), whether one is in the headline (1).
   * @typedef {{articles: Uint32Array, codes: Uint8Array | Uint32Array}} List
   */
  /**
   * For each of some articles the rising places of a gram: those of the third end at `ends[2]`.
   * @typedef {{ends: Uint32Array, places: Int32Array}} Placed
   */
  /**
   * @typedef {{articles: Uint32Array, times: Uint16Array, heads: Uint8Array, torn: Uint8Array}} Found
   */

  const FORMAT = 2;
  const BODY = 256; // positions below are the headline's
  const MOST_COUNTED = 63;
  const MULTIPLIER = 0x9e3779b1;
  const MOST_GRAMS = 60; // of a phrase: what holds so many of its pairs is worth reading
  const AT_ONCE = 16; // lists asked for, while more articles are left than are worth reading
  const MOST_HELP = 400; // characters of a query that nothing holds, looked through for what is
  const SNIPPET = 110; // units of a hit's words
  const LEAD = 28; // of them before the first mark
  const MOST_AGENCIES = 40; // named in a facet
  const ROWS = "abd"; // of a part that grams share, the rarest first
  const KEPT = 400; // parts kept in memory
  const SHOWN = 10; // hits of a page of results
  const utf8 = new TextDecoder();
  const gbk = new TextDecoder("gbk"); // texts: a sixth smaller, and what it cannot say is escaped

  /** A part of the index that is not there, not whole, or of another build. */
  class LoadError extends Error {
    /** @param {string} message @param {"load" | "disk" | "old"} [kind] */
    constructor(message, kind = "load") {
      super(message);
      this.kind = kind;
    }
  }

  // ---------------------------------------------------------------- what is compared

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

  // ---------------------------------------------------------------- bytes

  class Numbers {
    /** @param {Uint8Array} bytes */
    constructor(bytes) {
      this.bytes = bytes;
      this.at = 0;
    }

    get done() {
      return this.at >= this.bytes.length;
    }

    next() {
      let number = 0, factor = 1, byte;
      do {
        byte = this.bytes[this.at++] ?? 0;
        number += (byte & 127) * factor;
        factor *= 128;
      } while (byte > 127);
      return number;
    }
  }

  /** @param {string} address @param {RequestCache} cache */
  async function fetched(address, cache) {
    const answer = await fetch(address, { cache }).catch(() => undefined);
    if (!answer?.ok) throw new LoadError("missing");
    return answer;
  }

  /** @param {Uint8Array} bytes */
  async function opened(bytes) {
    // By hand: a Blob's stream and a Response take seven times as long, ten times a query.
    const stream = new DecompressionStream("deflate");
    const writer = stream.writable.getWriter(), reader = stream.readable.getReader();
    // What is wrong with the bytes is told where they are read.
    writer.write(/** @type {BufferSource} */ (bytes)).catch(() => {});
    writer.close().catch(() => {});
    /** @type {Uint8Array[]} */
    const pieces = [];
    let size = 0;
    try {
      for (let piece; !(piece = await reader.read()).done; size += piece.value.length) {
        pieces.push(piece.value);
      }
    } catch {
      throw new LoadError("truncated");
    }
    if (pieces.length === 1) return pieces[0];
    const whole = new Uint8Array(size);
    let at = 0;
    for (const piece of pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }

  /**
   * Takes a part apart. @param {Uint8Array} bytes @param {number} [generation] of the head
   * @returns {Part & {generation: number}}
   */
  function unpacked(bytes, generation) {
    if (bytes.length < 8) throw new LoadError("truncated");
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    const found = view.getUint32(0, true), length = view.getUint32(4, true);
    if (generation !== undefined && found !== generation) throw new LoadError("renewed");
    const head = JSON.parse(utf8.decode(bytes.subarray(8, 8 + length)));
    /** @type {Record<string, Uint8Array>} */
    const sections = {};
    let at = 8 + length;
    for (const [name, size] of Object.entries(head.sections)) {
      sections[name] = bytes.subarray(at, at += size);
    }
    return { generation: found, head, sections };
  }

  /**
   * Numbers from their planes, `count` of them from `start`: all lowest bytes, all next ones, …
   * @param {Record<string, Uint8Array>} sections @param {string} name
   */
  function planes(sections, name, start = 0, count = sections[name + "0"].length - start) {
    const numbers = new Uint32Array(count);
    for (let plane = 0; sections[name + plane]; plane++) {
      const bytes = sections[name + plane];
      for (let at = 0; at < count; at++) numbers[at] |= bytes[start + at] << 8 * plane;
    }
    return numbers;
  }

  /**
   * An article as a part of texts has it, with its lines told apart and their anchors at them.
   * @param {[string, string, number, string, number | null, number, string, string, any[]]} whole
   * @returns {Shown}
   */
  function parted([id, title, flags, date, year, region, head, body, told]) {
    const lines = body.split("\n");
    const [before, after] = told;
    const anchors = typeof before === "string" ? told : lines.map((_, at) =>
      (at < before || at >= lines.length - after ? "" : `p${at - before + 1}`));
    const words = lines.map((text, at) => /** @type {Words} */ ([anchors[at], text]));
    return [id, title, flags, date, year, region, head.split("\n").map((text) => ["", text]), words];
  }

  /** @param {string} gram one or two units */
  function hashOf(gram) {
    const key = gram.charCodeAt(0) << 16 | (gram.length > 1 ? gram.charCodeAt(1) : 0);
    return Math.imul(key, MULTIPLIER) >>> 0;
  }

  /** @param {number} hash @param {number} bits */
  const partOf = (hash, bits) => (bits ? hash >>> (32 - bits) : 0).toString(16);

  // ---------------------------------------------------------------- questions

  /**
   * The phrases of a query: blanks part them, quotation marks hold one together. Chinese ones with
   * no blank between them hold nothing together: they are searched for, as they are printed.
   * @param {string} query @param {Forms} forms
   */
  function phrasesOf(query, forms) {
    /** @type {string[]} */
    const phrases = [];
    const pattern =
      /["＂]([^"＂]*)["＂]|“([^”"＂\s]*\s[^”"＂]*)”|「([^」"＂\s]*\s[^」"＂]*)」|([^\s"＂]+)/gu;
    for (const [, ...said] of query.matchAll(pattern)) {
      const form = forms.fold(said.find((words) => words !== undefined) ?? "");
      if (form && !phrases.includes(form)) phrases.push(form);
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

  /** The numbers that both rising lists hold. @param {Uint32Array} one @param {Uint32Array} other */
  function common(one, other) {
    const both = new Uint32Array(Math.min(one.length, other.length));
    let count = 0;
    for (let i = 0, j = 0; i < one.length && j < other.length;) {
      if (one[i] === other[j]) {
        both[count++] = one[i++];
        j++;
      } else if (one[i] < other[j]) i++;
      else j++;
    }
    return both.slice(0, count);
  }

  /**
   * The places that both have, article by article. @param {Placed} one @param {Placed} other
   * @returns {Placed}
   */
  function commonPlaces(one, other) {
    const places = new Int32Array(Math.min(one.places.length, other.places.length));
    const ends = new Uint32Array(one.ends.length);
    let count = 0, i = 0, j = 0;
    ends.forEach((_, article) => {
      const [last, otherLast] = [one.ends[article], other.ends[article]];
      while (i < last && j < otherLast) {
        const step = one.places[i] - other.places[j];
        if (step === 0) places[count++] = one.places[i];
        if (step <= 0) i++;
        if (step >= 0) j++;
      }
      [i, j, ends[article]] = [last, otherLast, count];
    });
    return { ends, places: places.subarray(0, count) };
  }

  /**
   * Without the articles that have no place. @param {Uint32Array} articles @param {Placed} placed
   * @returns {[Uint32Array, Placed]}
   */
  function withPlaces(articles, { ends, places }) {
    const has = (/** @type {unknown} */ _, /** @type {number} */ at) => ends[at] > (ends[at - 1] ?? 0);
    return [articles.filter(has), { ends: ends.filter(has), places }];
  }

  /**
   * What lists say of articles that all of them hold. @param {Uint32Array} articles rising
   * @param {List[]} lists @returns {Found}
   */
  function summedUp(articles, lists) {
    const size = articles.length;
    const times = new Uint16Array(size), heads = new Uint8Array(size), torn = new Uint8Array(size);
    for (const list of lists) {
      let at = 0;
      articles.forEach((article, row) => {
        while (list.articles[at] < article) at++;
        const code = list.codes[at];
        times[row] = Math.min(times[row] + (code >> 2), 65535);
        torn[row] |= code >> 1 & 1;
        heads[row] += code & 1;
      });
    }
    return { articles, times, heads, torn };
  }

  /** Marks the articles where words tear a gram apart. @param {Found} found @param {List} list */
  function tear(found, list) {
    let at = 0;
    found.articles.forEach((article, row) => {
      while (list.articles[at] < article) at++;
      if (list.articles[at] === article) found.torn[row] |= list.codes[at] >> 1 & 1;
    });
  }

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

  class Engine {
    /**
     * @param {string} root address of the site, with a slash at its end
     * @param {Part & {generation: number}} index
     */
    constructor(root, index) {
      this.root = root;
      this.head = index.head;
      this.generation = index.generation;
      /** @type {number} */
      this.articles = index.head.articles;
      this.own = ownGrams(index.sections.own);
      this.forms = new Forms(variants(index.sections.v));
      this.index = index;
      /** @type {Map<string, Promise<Part>>} */
      this.parts = new Map();
      /** @type {Columns | undefined} */
      this.columns = undefined;
      /** @type {string[] | undefined} */
      this.wholeForms = undefined;
      /** @type {Rows | undefined} where words stand that those around them tear apart */
      this.torn = undefined;
      this.textStarts = [0];
      if (!this.head.alone) {
        const counts = new Numbers(index.sections.tn);
        while (!counts.done) this.textStarts.push((this.textStarts.at(-1) ?? 0) + counts.next());
      }
      /** @type {[string, Found] | undefined} */
      this.last = undefined;
    }

    // -------------------------------------------------------------- parts

    /** @param {string} name @returns {Promise<Part>} */
    part(name) {
      let part = this.parts.get(name);
      if (part) this.parts.delete(name);
      else {
        part = this.fetched(name);
        part.catch(() => this.parts.delete(name));
      }
      this.parts.set(name, part); // the last asked for stands last
      if (this.parts.size > KEPT) this.parts.delete(this.parts.keys().next().value ?? "");
      return part;
    }

    /** @param {string} name */
    async fetched(name) {
      const address = `${this.root}search/${name}.bin?${this.generation}`;
      const read = async (/** @type {RequestCache} */ cache) => {
        const bytes = await (await fetched(address, cache)).arrayBuffer();
        return unpacked(await opened(new Uint8Array(bytes)), this.generation);
      };
      // What was cut short on its way may lie in the browser's cache: it is asked for once more.
      return read("default").catch(() => read("reload"));
    }

    /** The texts of a part, or all of them. @param {number} number @returns {Promise<Shown[]>} */
    async texts(number) {
      const part = this.head.alone ? this.index : await this.part(`t/${number.toString(16)}`);
      part.head.texts ??= JSON.parse(gbk.decode(part.sections.t)).map(parted);
      return part.head.texts;
    }

    /** @param {number} article @returns {Promise<Shown>} */
    async shown(article) {
      if (this.head.alone) return (await this.texts(0))[article];
      const part = lastUpTo(this.textStarts, article);
      return (await this.texts(part))[article - this.textStarts[part]];
    }

    /** What articles are filed under; agencies only if asked for. @param {boolean} withAgencies */
    async loadedColumns(withAgencies) {
      const columns = (this.columns ??= new Columns(this.articles));
      await Promise.all([
        columns.done || this.chunks("c").then((chunks) => columns.take(chunks)),
        !withAgencies || columns.agencies || this.chunks("b").then((chunks) => {
          columns.agencies = new Rows(chunks, "k");
        }),
      ]);
      return columns;
    }

    /** The columns in a folder, a chunk of articles after another. @param {string} folder */
    async chunks(folder) {
      if (this.head.alone) return [this.index.sections];
      const count = Math.ceil(this.articles / this.head.chunk);
      const parts = Array.from({ length: count }, (_, number) =>
        this.part(`${folder}/${number.toString(16)}`));
      return (await Promise.all(parts)).map(({ sections }) => sections);
    }

    // -------------------------------------------------------------- grams

    /** @param {string} gram @returns {Promise<List>} */
    async list(gram) {
      const hash = hashOf(gram);
      if (this.own.has(hash)) {
        const { sections } = await this.part(`g/${hash.toString(16).padStart(8, "0")}`);
        return { articles: summed(planes(sections, "a")), codes: sections.c };
      }
      const found = await this.shared("g", this.head.listBits, hash);
      if (!found) return { articles: new Uint32Array(), codes: new Uint8Array() };
      const { sections, row, start, coded, count } = found;
      return {
        articles: summed(planes(sections, row, start, count)),
        codes: sections.c.subarray(coded, coded + count),
      };
    }

    /**
     * Where a rare gram stands in the part that it shares.
     * @param {string} folder @param {number} bits @param {number} hash
     */
    async shared(folder, bits, hash) {
      const { sections, head } = await this.part(`${folder}/${partOf(hash, bits)}`);
      if (!head.directory) {
        /** @type {Map<number, {row: string, start: number, coded: number, count: number}>} */
        const directory = new Map();
        const counts = new Numbers(sections.n);
        let at = bits ? (hash >>> (32 - bits)) * 2 ** (32 - bits) : 0;
        const rows = folder === "g" ? ROWS : "p", ends = [0, 0, 0];
        /** @type {number[]} */
        const rare = this.head.rare;
        for (const step of planes(sections, "h")) {
          const count = counts.next();
          const kind = folder === "g" ? rare.filter((least) => count >= least).length : 0;
          directory.set(at += step, { row: rows[kind], start: ends[kind], coded: ends[kind], count });
          ends[kind] += count;
        }
        // Codes stand in one row: those of the rarest grams first.
        const before = { [ROWS[1]]: ends[0], [ROWS[2]]: ends[0] + ends[1] };
        for (const gram of directory.values()) gram.coded += before[gram.row] ?? 0;
        head.directory = directory;
      }
      const found = head.directory.get(hash);
      return found && { sections, ...found };
    }

    /** Whether the index holds the places of a gram. @param {string} gram @param {List} list */
    hasPlaces(gram, list) {
      return this.own.has(hashOf(gram)) || list.articles.length > this.head.fewest;
    }

    /** Bytes that a gram's places cost, roughly. @param {string} gram @param {List} list */
    priceOfPlaces(gram, list) {
      let times = 0;
      if (!this.own.has(hashOf(gram))) return 12_000;
      for (const code of list.codes) times += code >> 2;
      return 1.4 * times;
    }

    /**
     * Where a phrase would begin in some articles by the places of one of its grams.
     * @param {string} gram @param {List} list @param {Uint32Array} wanted rising, of its articles
     * @param {number} before units of the phrase before the gram
     * @returns {Promise<Placed>}
     */
    async places(gram, list, wanted, before) {
      const hash = hashOf(gram), own = this.own.get(hash);
      const ends = new Uint32Array(wanted.length);
      /** @type {number[]} */
      const found = [];
      let which = 0; // of `wanted`
      /** @param {Uint32Array} numbers @param {number} from @param {number} to of the list */
      const read = (numbers, from, to) => {
        let at = 0;
        for (let posting = from; posting < to && which < wanted.length; posting++) {
          const code = list.codes[posting];
          let times = code >> 2;
          if (times === MOST_COUNTED) times = numbers[at++];
          if (list.articles[posting] !== wanted[which]) {
            at += times;
            continue;
          }
          let place = (code & 1 ? 0 : BODY) - before;
          for (let time = 0; time < times; time++, place++) found.push(place += numbers[at++]);
          ends[which++] = found.length;
        }
      };
      if (!own) {
        const shared = await this.shared("p", this.head.placeBits, hash);
        if (!shared) throw new LoadError("renewed");
        const { sections, start, count } = shared;
        read(planes(sections, "p", start, count), 0, list.articles.length);
        return { ends, places: Int32Array.from(found) };
      }
      const name = hash.toString(16).padStart(8, "0");
      let from = 0;
      const chunks = own.map((count, number) => {
        const start = from;
        from += count;
        // A stretch without any wanted article is not asked for.
        const [first, last] = [list.articles[start], list.articles[from - 1]];
        const needed = wanted.some((article) => article >= first && article <= last);
        return { start, end: from, part: needed ? this.part(`p/${name}-${number}`) : undefined };
      });
      for (const { start, end, part } of chunks) {
        if (part) read(planes((await part).sections, "p"), start, end);
      }
      return { ends, places: Int32Array.from(found) };
    }

    // -------------------------------------------------------------- finding

    /** The articles that hold every phrase. @param {string[]} phrases @returns {Promise<Found>} */
    async found(phrases) {
      const key = phrases.join(" ");
      if (this.last?.[0] === key) return this.last[1];
      let found;
      if (!phrases.length) found = everything(this.articles);
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
      const torn = (this.torn ??= new Rows([this.index.sections], "x"));
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
      const texts = await this.texts(0);
      return (this.wholeForms ??= texts.map((shown) => this.formOf(shown)));
    }

    /** Reads what every answer needs, while the first question is being typed. */
    ahead() {
      const needed = this.head.alone ? [this.allForms()]
        : [this.loadedColumns(false), this.part("names")];
      for (const one of needed) one.catch(() => {}); // who asks will be told
    }

    /** Head and body of an article, compared as phrases are. @param {Shown} shown */
    formOf(shown) {
      const [head, body] = [shown[6], shown[7]].map((side) =>
        side.map(([, text]) => this.forms.fold(text)).join("\n"));
      return `${head}\n\n${body}`;
    }

    /** @param {string[]} phrases */
    async byGrams(phrases) {
      /** @type {Map<string, List>} */
      const lists = new Map();
      const wanted = phrases.map((phrase) => (phrase.length < 3
        ? [phrase] : cover(phrase).map((at) => phrase.slice(at, at + 2))));
      // A few of a long phrase's pairs leave next to nothing; the others are asked for if not.
      const first = wanted.flatMap((grams) => spread(grams, 5));
      const more = wanted.flatMap((grams) => spread(grams, MOST_GRAMS));
      const grams = [...new Set([...first, ...more])];
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
      return summedUp(candidates, phrases.map((phrase) => /** @type {List} */ (lists.get(phrase))));
    }

    /**
     * The articles that hold all of these grams, whose lists are put into `lists`.
     * @param {string[]} grams @param {Map<string, List>} lists @param {Uint32Array} [among]
     */
    async holding(grams, lists, among) {
      const news = [...new Set(grams)].filter((gram) => !lists.has(gram));
      const loaded = await Promise.all(news.map((gram) => this.list(gram)));
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
     * @param {Map<string, List>} lists @param {Uint32Array} candidates @param {string[]} long
     * @returns {Promise<List | undefined>}
     */
    async proven(phrase, grams, lists, candidates, long) {
      const listOf = (/** @type {string} */ gram) => /** @type {List} */ (lists.get(gram));
      /** @param {string[]} left */
      const placesCost = (left) => left.reduce((sum, gram) =>
        sum + this.priceOfPlaces(gram, listOf(gram)), 0);
      const all = [...new Set(long.flatMap((one) =>
        cover(one).map((at) => one.slice(at, at + 2))))];
      const few = candidates.length <= this.head.fewest;
      if (few || all.some((gram) => !lists.has(gram) || !this.hasPlaces(gram, listOf(gram)))
        || this.priceOfTexts(candidates) <= placesCost(all)) return undefined;
      const prices = new Map(grams.map(({ gram }) => [gram, 0]));
      for (const gram of prices.keys()) prices.set(gram, this.priceOfPlaces(gram, listOf(gram)));
      const cheapest = [...grams].sort((a, b) =>
        (prices.get(a.gram) ?? 0) - (prices.get(b.gram) ?? 0));
      let left = candidates;
      /** @type {Placed | undefined} where the phrase may begin in those that are left */
      let starts;
      for (let number = 0; number < cheapest.length && left.length; number += 2) {
        const some = cheapest.slice(number, number + 2);
        const placed = await Promise.all(
          some.map(({ gram, at }) => this.places(gram, listOf(gram), left, at)));
        let both = placed[0];
        if (placed[1]) both = commonPlaces(both, placed[1]);
        starts = starts ? commonPlaces(starts, both) : both;
        [left, starts] = withPlaces(left, starts);
      }
      const codes = new Uint32Array(left.length);
      let from = 0;
      left.forEach((_, number) => {
        const { ends, places } = /** @type {Placed} */ (starts);
        codes[number] = (ends[number] - from) << 2 | (places[from] < BODY ? 1 : 0);
        from = ends[number];
      });
      return { articles: left, codes };
    }

    /**
     * Bytes that the texts of some articles cost, roughly, beyond those that are shown anyway.
     * @param {Uint32Array} articles
     */
    priceOfTexts(articles) {
      const parts = new Set();
      for (const article of articles) parts.add(lastUpTo(this.textStarts, article));
      return 4700 * Math.max(0, parts.size - SHOWN);
    }

    /**
     * By reading the texts of the candidates.
     * @param {string[]} phrases @param {Uint32Array} articles @param {Map<string, List>} lists
     */
    async readFor(phrases, articles, lists) {
      const texts = await Promise.all(Array.from(articles, (article) => this.shown(article)));
      const finds = new Finds();
      texts.forEach((shown, number) => finds.look(articles[number], this.formOf(shown), phrases));
      const found = finds.all();
      for (const list of phrases.map((phrase) => lists.get(phrase))) if (list) tear(found, list);
      return found;
    }

    // -------------------------------------------------------------- answers

    /** @param {Query} query @returns {Promise<Answer>} */
    async search(query) {
      const phrases = phrasesOf(query.q ?? "", this.forms);
      const chosen = {
        region: query.region ?? [], topic: query.topic ?? [],
        agency: query.agency ?? [], year: query.year ?? [],
      };
      const narrowed = Object.values(chosen).some((values) => values.length > 0);
      const empty = !phrases.length && !narrowed;
      const withAgencies = this.head.alone || query.agencies || chosen.agency.length > 0;
      const [found, columns] = await Promise.all([
        empty ? new Finds().all() : this.found(phrases), this.loadedColumns(withAgencies)]);
      const { rows, facets } = await this.counted(found, columns, chosen, query.most ?? MOST_AGENCIES);
      order(rows, found, columns, query.sort ?? "best");
      const start = query.start ?? 0;
      const shown = await Promise.all(rows.slice(start, start + (query.count ?? 10))
        .map((row) => this.hit(found.articles[row], phrases)));
      return {
        total: rows.length, hits: shown, facets, empty, terms: phrases,
        help: rows.length || empty || query.brief ? null : await this.help(query.q ?? "", found, narrowed),
      };
    }

    /**
     * The rows of `found` within all facets, and for each facet the counts within all others.
     * @param {Found} found @param {Columns} columns @param {Record<string, string[]>} chosen
     * @param {number} most agencies to name
     */
    async counted(found, columns, chosen, most) {
      const { regions, topics, years } = this.head;
      const codes = regions.map((/** @type {any[]} */ row) => row[0]);
      const agencyNumbers = await this.agencyNumbers(chosen.agency);
      const wanted = [
        numbersOf(chosen.region, ["unknown", ...codes]),
        numbersOf(chosen.topic, ["unknown", ...topics.map((/** @type {any[]} */ row) => row[0])]),
        new Set(chosen.agency.map((slug) => agencyNumbers.get(slug) ?? -1)),
        numbersOf(chosen.year, [this.head.undated, ...years.map(String)]),
      ];
      const above = [0, ...regions.map((/** @type {any[]} */ row) => row[2] + 1)];
      const counts = [regions.length + 1, topics.length + 1, this.head.agencies, years.length + 1]
        .map((size) => new Uint32Array(size));
      /** @type {number[]} */
      const rows = [];
      const held = /** @type {number[][]} */ ([[], [], [], []]);
      found.articles.forEach((article, row) => {
        held[0].length = 0;
        let region = columns.regions[article];
        do held[0].push(region); while (region && (region = above[region]));
        held[1] = columns.topics.of(article, held[1]);
        if (!held[1].length) held[1].push(-1);
        for (let at = 0; at < held[1].length; at++) held[1][at]++;
        columns.agencies?.of(article, held[2]);
        held[3][0] = columns.years[article];
        let outside = -1, misses = 0;
        for (let facet = 0; facet < 4 && misses < 2; facet++) {
          const values = wanted[facet];
          if (!values.size || held[facet].some((value) => values.has(value))) continue;
          outside = facet;
          misses++;
        }
        if (misses > 1) return;
        if (!misses) rows.push(row);
        for (let facet = 0; facet < 4; facet++) {
          if (misses && facet !== outside) continue;
          for (const value of held[facet]) counts[facet][value]++;
        }
      });
      /** @param {Uint32Array} count @param {number} number @param {any[]} row @param {Set<number>} set */
      const value = (count, number, row, set) => ({
        value: String(row[0]), name: String(row[1]), count: count[number],
        parent: row[2] >= 0 ? String(codes[row[2]]) : null, chosen: set.has(number),
      });
      /** @param {number} facet @param {any[][]} table */
      const values = (facet, table) => table
        .map((row, number) => value(counts[facet], number, row, wanted[facet]))
        .filter((one) => one.count || one.chosen);
      const agencies = [...new Set([...mostOf(counts[2], most), ...wanted[2]])]
        .filter((number) => number >= 0);
      const labels = await this.agencyLabels(agencies);
      const facets = {
        region: byCount(values(0, [["unknown", "地区不详", -1], ...regions])),
        topic: byCount(values(1, [["unknown", "未分主题"], ...topics])),
        agency: columns.agencies ? byCount(agencies.map((number, at) =>
          value(counts[2], number, labels[at], wanted[2]))) : null,
        year: values(3, [[this.head.undated, "日期不详"],
          ...years.map((/** @type {number} */ year) => [year, `${year}年`])]),
      };
      facets.year.push(...facets.year.splice(0, facets.year[0]?.value === this.head.undated ? 1 : 0));
      for (const [name, list] of Object.entries(facets)) {
        // What nobody has heard of is still chosen, and can be taken away.
        for (const one of chosen[name]) {
          if (list && !list.some((known) => known.value === one)) {
            list.push({ value: one, name: one, count: 0, parent: null, chosen: true });
          }
        }
      }
      return { rows, facets };
    }

    /** @param {string[]} slugs @returns {Promise<Map<string, number>>} */
    async agencyNumbers(slugs) {
      const numbers = new Map();
      const size = this.head.alone ? this.head.agencies : this.head.labelChunk;
      for (let start = 0; start < this.head.agencies && numbers.size < slugs.length; start += size) {
        const labels = await this.labels(start / size);
        labels.forEach(([slug], at) => {
          if (slugs.includes(slug)) numbers.set(slug, start + at);
        });
      }
      return numbers;
    }

    /** @param {number[]} numbers @returns {Promise<[string, string][]>} */
    agencyLabels(numbers) {
      const size = this.head.alone ? Infinity : this.head.labelChunk;
      return Promise.all(numbers.map(async (number) => {
        const chunk = Math.floor(number / size);
        return (await this.labels(chunk))[number - (chunk ? chunk * size : 0)];
      }));
    }

    /** @param {number} chunk @returns {Promise<[string, string][]>} */
    async labels(chunk) {
      if (this.head.alone) return this.head.labels;
      return (await this.part(`k/${chunk.toString(16)}`)).head.labels;
    }

    /** What is shown of an article. @param {number} article @param {string[]} phrases @returns {Promise<Hit>} */
    async hit(article, phrases) {
      const [id, title, flags, date, year, region, head, body] = await this.shown(article);
      const named = region < 0 ? null : this.head.regions[region];
      return {
        id, url: `articles/${id}/`, title, untitled: Boolean(flags & 1), date, year,
        titleMarks: flags & 1 ? [] : this.marks(title, phrases),
        region: named && { code: named[0], name: named[1] },
        snippet: this.snippet([...head.filter(([, text]) => text !== title), ...body], body, phrases),
      };
    }

    /** @param {Words[]} parts @param {Words[]} body @param {string[]} phrases */
    snippet(parts, body, phrases) {
      let best = body.find(([anchor]) => anchor) ?? body[0] ?? ["", ""], most = 0;
      for (const part of parts) {
        const form = this.forms.fold(part[1]);
        const held = phrases.filter((phrase) => form.includes(phrase)).length;
        if (held > most) [best, most] = [part, held];
      }
      // What stands in the headline alone is seen at the top: no paragraph is pointed at for it.
      const [anchor, text] = most ? best : ["", best[1]];
      const marks = this.marks(text, phrases);
      let start = Math.max(0, (marks[0]?.[0] ?? 0) - LEAD);
      let end = Math.min(text.length, Math.max(start + SNIPPET, marks[0]?.[1] ?? 0));
      if (start < LEAD / 2) start = 0;
      if (text.length - end < LEAD / 2) end = text.length;
      if (isTail(text, start)) start--;
      if (isTail(text, end)) end++;
      return {
        anchor, text: text.slice(start, end), cutBefore: start > 0, cutAfter: end < text.length,
        marks: marks.filter(([from, to]) => from >= start && to <= end)
          .map(([from, to]) => /** @type {[number, number]} */ ([from - start, to - start])),
      };
    }

    /**
     * Where phrases stand in a text, those that touch as one.
     * @param {string} text @param {string[]} phrases @returns {[number, number][]}
     */
    marks(text, phrases) {
      const { form, origins } = this.forms.traced(text);
      /** @type {[number, number][]} */
      const found = [];
      for (const phrase of phrases) {
        for (const at of placesOf(form, phrase)) {
          const last = origins[at + phrase.length - 1];
          const size = (text.codePointAt(last) ?? 0) > 0xffff ? 2 : 1;
          found.push([origins[at], last + size]);
        }
      }
      found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      /** @type {[number, number][]} */
      const joined = [];
      for (const [start, end] of found) {
        const before = joined.at(-1);
        if (before && start <= before[1]) before[1] = Math.max(before[1], end);
        else joined.push([start, end]);
      }
      return joined;
    }

    /**
     * What to offer where nothing is found.
     * @param {string} query @param {Found} found without facets @param {boolean} narrowed
     * @returns {Promise<Help>}
     */
    async help(query, found, narrowed) {
      if (narrowed && found.articles.length) {
        return { part: null, total: 0, withoutFacets: found.articles.length };
      }
      let best = "", total = 0;
      const words = query.slice(0, MOST_HELP).match(/[^\s"＂]+/gu) ?? [];
      for (const word of words.slice(0, 8)) {
        const { part, count } = await this.longestFound(word);
        if (part.length > best.length) [best, total] = [part, count];
      }
      return { part: best || null, total, withoutFacets: 0 };
    }

    /** The longest stretch of a phrase that some article holds. @param {string} word */
    async longestFound(word) {
      // Whole characters, whose forms may be of several units: what is offered is what was counted.
      const chars = [...word].filter((char) => this.forms.of(char));
      let best = "", most = 1, count = 0;
      // What holds a stretch without hits has none either: so both ends only ever go forward.
      for (let start = 0, end = 2, tries = 0; end <= chars.length && tries < 60; tries++) {
        const part = chars.slice(start, end).join("");
        const found = await this.found([this.forms.fold(part)]);
        if (found.articles.length) {
          if (end - start > most) [best, most, count] = [part, end - start, found.articles.length];
          end++;
        } else {
          start++;
          end = Math.max(end, start + most + 1);
        }
      }
      return { part: best, count };
    }

    /** @param {string} text @param {number} [most] @returns {Promise<Suggestion[]>} */
    async suggest(text, most = 6) {
      const wanted = this.forms.fold(text);
      if (!wanted) return [];
      const { head } = this.head.alone ? this.index : await this.part("names");
      head.folded ??= head.suggested.map((/** @type {any[]} */ row) => this.forms.fold(row[1]));
      /** @type {[number, number][]} */
      const found = [];
      head.folded.forEach((/** @type {string} */ name, /** @type {number} */ number) => {
        const at = name.indexOf(wanted);
        if (at >= 0) found.push([at && 1, number]);
      });
      const rows = head.suggested;
      found.sort((a, b) => a[0] - b[0] || rows[b[1]][3] - rows[a[1]][3]);
      return found.slice(0, most).map(([, number]) => {
        const [kind, name, url, count] = rows[number];
        return { kind, name, url, count };
      });
    }
  }

  /** Gathers what is found, article by article. */
  class Finds {
    constructor() {
      /** @type {number[]} */
      this.articles = [];
      /** @type {number[]} */
      this.times = [];
      /** @type {number[]} */
      this.heads = [];
    }

    /** @param {number} article @param {number} times @param {number} heads */
    put(article, times, heads) {
      this.articles.push(article);
      this.times.push(Math.min(times, 65535));
      this.heads.push(heads);
    }

    /** Takes an article in if it holds all phrases. @param {number} article @param {string} form @param {string[]} phrases */
    look(article, form, phrases) {
      if (!phrases.every((phrase) => form.includes(phrase))) return;
      const body = form.indexOf("\n\n");
      const times = phrases.reduce((sum, phrase) => sum + timesIn(form, phrase), 0);
      const heads = phrases.filter((phrase) => {
        const at = form.indexOf(phrase);
        return at < body;
      }).length;
      this.put(article, times, heads);
    }

    /** @returns {Found} */
    all() {
      return {
        articles: Uint32Array.from(this.articles),
        times: Uint16Array.from(this.times), heads: Uint8Array.from(this.heads),
        torn: new Uint8Array(this.articles.length),
      };
    }
  }

  /** Rows of numbers of different lengths, one after another. */
  class Rows {
    /** @param {Record<string, Uint8Array>[]} chunks @param {string} name of the section */
    constructor(chunks, name) {
      this.ends = [0];
      /** @type {number[]} */
      this.values = [];
      for (const sections of chunks) {
        const lengths = new Numbers(sections[`${name}n`]), numbers = new Numbers(sections[name]);
        while (!lengths.done) {
          let value = 0;
          for (let left = lengths.next(); left > 0; left--) {
            this.values.push(value += numbers.next());
          }
          this.ends.push(this.values.length);
        }
      }
    }

    /** @param {number} row @param {number[]} into */
    of(row, into) {
      into.length = 0;
      for (let at = this.ends[row]; at < this.ends[row + 1]; at++) into.push(this.values[at]);
      return into;
    }
  }

  /** What articles are filed under. */
  class Columns {
    /** @param {number} articles */
    constructor(articles) {
      this.regions = new Uint16Array(articles);
      this.years = new Uint16Array(articles);
      this.lengths = new Uint8Array(articles);
      this.topics = new Rows([], "o");
      /** @type {Rows | undefined} */
      this.agencies = undefined;
      this.done = false;
    }

    /** @param {Record<string, Uint8Array>[]} chunks */
    take(chunks) {
      let start = 0;
      for (const sections of chunks) {
        sections.r0.forEach((low, at) => {
          this.regions[start + at] = low | sections.r1[at] << 8;
          this.years[start + at] = sections.y0[at] | sections.y1[at] << 8;
        });
        this.lengths.set(sections.l, start);
        start += sections.r0.length;
      }
      this.topics = new Rows(chunks, "o");
      this.done = true;
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

  /** The grams with parts of their own: hash → articles in each part of places. @param {Uint8Array} [bytes] */
  function ownGrams(bytes) {
    /** @type {Map<number, number[]>} */
    const own = new Map();
    const numbers = new Numbers(bytes ?? new Uint8Array());
    let hash = 0;
    while (!numbers.done) {
      hash += numbers.next();
      const count = numbers.next(), parts = numbers.next();
      own.set(hash, parts > 1 ? Array.from({ length: parts }, () => numbers.next())
        : parts ? [count] : []);
    }
    return own;
  }

  /** @param {Uint32Array} steps */
  function summed(steps) {
    for (let at = 1; at < steps.length; at++) steps[at] += steps[at - 1];
    return steps;
  }

  /** At most `most` of a list, evenly. @param {string[]} list @param {number} most */
  function spread(list, most) {
    if (list.length <= most) return list;
    return Array.from({ length: most }, (_, at) =>
      list[Math.round((at * (list.length - 1)) / (most - 1))]);
  }

  /** The last place of a rising list whose number is not above `number`. @param {number[]} list @param {number} number */
  function lastUpTo(list, number) {
    let low = 0, high = list.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (list[middle] <= number) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** @param {number} articles @returns {Found} */
  function everything(articles) {
    return {
      articles: Uint32Array.from({ length: articles }, (_, at) => at),
      times: new Uint16Array(articles), heads: new Uint8Array(articles),
      torn: new Uint8Array(articles),
    };
  }

  /** @param {string[]} values @param {string[]} table @returns {Set<number>} */
  function numbersOf(values, table) {
    return new Set(values.map((value) => table.indexOf(value)));
  }

  /** The places of the greatest numbers above 0. @param {Uint32Array} counts @param {number} most */
  function mostOf(counts, most) {
    /** @type {number[]} */
    const held = [];
    counts.forEach((count, at) => count && held.push(at));
    return held.sort((a, b) => counts[b] - counts[a] || a - b).slice(0, most);
  }

  /** @template {{count: number}} T @param {T[]} values @returns {T[]} */
  function byCount(values) {
    return values.sort((a, b) => b.count - a.count);
  }

  /**
   * Puts rows in order: words before what only looks like them (民政 in 人民政府), hits in the
   * headline first, then the densest, then the newest.
   * @param {number[]} rows @param {Found} found @param {Columns} columns @param {string} sort
   */
  function order(rows, found, columns, sort) {
    if (sort === "date") return; // articles are numbered from the newest
    const density = new Float64Array(found.articles.length);
    for (const row of rows) {
      density[row] = found.times[row] / 2 ** (columns.lengths[found.articles[row]] / 4);
    }
    rows.sort((a, b) => found.torn[a] - found.torn[b] || found.heads[b] - found.heads[a] || density[b] - density[a] || a - b);
  }

  /** Whether a place lies within a character of two units. @param {string} text @param {number} at */
  function isTail(text, at) {
    const unit = text.charCodeAt(at);
    return unit >= 0xdc00 && unit < 0xe000 && at > 0;
  }

  // ---------------------------------------------------------------- ways in

  /** @type {((whole: string) => void) | undefined} */
  let arrived;
  Object.assign(globalThis, {
    /** Called by search/index.js. @param {string} whole */
    banmianSearchIndex: (whole) => arrived?.(whole),
  });

  /**
   * Loads the index of a site. Raises LoadError where it is missing or not whole.
   * @param {string} root address of the site, with a slash at its end
   */
  async function open(root) {
    const address = `${root}search/index.js`;
    if (typeof DecompressionStream === "undefined") throw new LoadError("streams", "old");
    let whole = "";
    if (root.startsWith("file:")) {
      // A page from disk may not read files, but it may run scripts.
      arrived = (text) => {
        whole = text;
      };
      await new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = address;
        script.onload = resolve;
        script.onerror = () => reject(new LoadError("missing"));
        document.head.append(script);
      });
    } else {
      // It names the parts of one build: an older one from the cache would not fit them.
      const text = await (await fetched(address, "no-cache")).text();
      whole = text.slice(text.indexOf('"') + 1, text.lastIndexOf('"'));
    }
    let bytes;
    try {
      const binary = atob(whole);
      bytes = new Uint8Array(binary.length);
      // A plain loop: `Uint8Array.from` takes twenty times as long, half a second at 1,000 articles.
      for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
    } catch {
      throw new LoadError("truncated");
    }
    const index = unpacked(await opened(bytes));
    if (index.head.format !== FORMAT) throw new LoadError("renewed");
    if (!index.head.alone && root.startsWith("file:")) throw new LoadError("parts", "disk");
    return new Engine(root, index);
  }

  if (typeof document !== "undefined") {
    Object.assign(globalThis, { BanmianSearch: { open } });
    return;
  }

  /** @type {Promise<Engine> | undefined} */
  let engine;
  addEventListener("message", async ({ data: { id, call, args } }) => {
    try {
      if (call === "open") {
        engine = open(args[0]);
        postMessage({ id, value: { articles: (await engine).articles } });
        (await engine).ahead();
      } else {
        const ready = await engine;
        if (!ready) throw new Error("not open");
        const value = await (call === "suggest" ? ready.suggest(args[0], args[1])
          : ready.search(args[0]));
        postMessage({ id, value });
      }
    } catch (error) {
      const kind = error instanceof LoadError ? error.kind : "query";
      postMessage({ id, error: { kind, message: error instanceof Error ? error.message : "" } });
    }
  });
})();
