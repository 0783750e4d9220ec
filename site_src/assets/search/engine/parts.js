// The files of the index: how they are fetched, unpacked and kept, and the texts in them.
"use strict";

var BanmianSearch = BanmianSearch || {};

BanmianSearch.parts = (() => {
  const { Numbers, lastUpTo } = BanmianSearch.numbers;

  const FORMAT = 6;
  const SHOWN = 10; // hits of a page of results
  const KEPT = 400; // parts kept in memory
  const utf8 = new TextDecoder();
  const gbk = new TextDecoder("gbk"); // texts: a sixth smaller, and what it cannot say is escaped

  /** A part of the index that is not there, not whole, or of another build. */
  class LoadError extends Error {
    /** @param {string} message @param {BanmianFault["kind"]} [kind] */
    constructor(message, kind = "load") {
      super(message);
      this.kind = kind;
    }
  }

  // What the site's own rules (CSP) forbid looks like a broken line; the browser tells it apart.
  /** @type {Set<string>} */
  const forbidden = new Set();
  addEventListener("securitypolicyviolation", ({ disposition, blockedURI }) => {
    if (disposition === "enforce") forbidden.add(blockedURI);
  });

  /** @param {string} address @param {RequestCache} cache */
  async function fetched(address, cache) {
    const answer = await fetch(address, { cache }).catch(() => undefined);
    if (answer?.ok) return answer;
    await new Promise((told) => setTimeout(told));
    throw new LoadError("missing", forbidden.has(address) ? "blocked" : "load");
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
   * Takes a part apart. @param {Uint8Array} bytes @param {number} [version] that the head tells
   * @returns {BanmianPart}
   */
  function unpacked(bytes, version) {
    if (bytes.length < 8) throw new LoadError("truncated");
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    const found = view.getUint32(0, true), length = view.getUint32(4, true);
    if (version !== undefined && found !== version) throw new LoadError("renewed");
    const head = JSON.parse(utf8.decode(bytes.subarray(8, 8 + length)));
    /** @type {Record<string, Uint8Array>} */
    const sections = {};
    let at = 8 + length;
    for (const [name, size] of Object.entries(head.sections)) {
      sections[name] = bytes.subarray(at, at += size);
    }
    return { head, sections };
  }

  /** One of a row of versions. @param {Uint8Array} row @param {number} at */
  const versionAt = (row, at) => new DataView(row.buffer, row.byteOffset).getUint32(4 * at, true);

  /**
   * An article as a part of texts has it, with its lines told apart and their anchors at them.
   * @param {[string, string, number, string, number | null, number, string, string, any[]]} whole
   * @returns {BanmianShown}
   */
  function parted([id, title, flags, date, year, region, head, body, told]) {
    const lines = body.split("\n");
    const [before, after] = told;
    const anchors = typeof before === "string" ? told : lines.map((_, at) =>
      (at < before || at >= lines.length - after ? "" : `p${at - before + 1}`));
    const words = lines.map((text, at) => /** @type {BanmianWords} */ ([anchors[at], text]));
    return [id, title, flags, date, year, region, head.split("\n").map((text) => ["", text]), words];
  }

  class Parts {
    /**
     * @param {string} root address of the site, with a slash at its end
     * @param {BanmianPart} index the one that is read first
     */
    constructor(root, index) {
      this.root = root;
      this.index = index;
      this.head = index.head;
      /** @type {number} */
      this.articles = index.head.articles;
      /** @type {Map<string, Promise<BanmianPart>>} */
      this.kept = new Map();
      this.textStarts = [0];
      if (!this.head.alone) {
        const counts = new Numbers(index.sections.tn);
        while (!counts.done) this.textStarts.push((this.textStarts.at(-1) ?? 0) + counts.next());
      }
    }

    /**
     * A part; it has the version of those that it changes with: of one build, whatever is cached.
     * @param {string} name @param {number} [version] @returns {Promise<BanmianPart>}
     */
    part(name, version = this.head.facets) {
      let part = this.kept.get(name);
      if (part) this.kept.delete(name);
      else {
        part = this.fetched(name, version);
        part.catch(() => this.kept.delete(name));
      }
      this.kept.set(name, part); // the last asked for stands last
      if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value ?? "");
      return part;
    }

    /** @param {string} name @param {number} version */
    async fetched(name, version) {
      const address = `${this.root}search/${name}.bin?${version}`;
      const read = async (/** @type {RequestCache} */ cache) => {
        const bytes = await (await fetched(address, cache)).arrayBuffer();
        return unpacked(await opened(new Uint8Array(bytes)), version);
      };
      // What was cut short on its way may lie in the browser's cache: it is asked for once more.
      return read("default").catch(() => read("reload"));
    }

    /**
     * The texts of a part, or all of them.
     * @param {number} number @returns {Promise<BanmianShown[]>}
     */
    async texts(number) {
      const part = this.head.alone ? this.index : await this.textPart(this.textStarts[number]);
      part.head.texts ??= JSON.parse(gbk.decode(part.sections.t)).map(parted);
      return part.head.texts;
    }

    /** The part of texts that begins with an article. @param {number} first */
    textPart(first) {
      const version = versionAt(this.index.sections.tv, Math.floor(first / this.head.block));
      return this.part(`t/${first.toString(16)}`, version);
    }

    /** The version of all parts that tell of a hash. @param {number} hash */
    versionOf(hash) {
      const bits = this.head.bandBits;
      return versionAt(this.index.sections.gv, bits ? hash >>> (32 - bits) : 0);
    }

    /** @param {number} article @returns {Promise<BanmianShown>} */
    async shown(article) {
      if (this.head.alone) return (await this.texts(0))[article];
      const part = lastUpTo(this.textStarts, article);
      return (await this.texts(part))[article - this.textStarts[part]];
    }

    /** The columns in a folder, a chunk of articles after another. @param {string} folder */
    async chunks(folder) {
      if (this.head.alone) return [this.index.sections];
      const count = Math.ceil(this.articles / this.head.chunk);
      const parts = Array.from({ length: count }, (_, number) =>
        this.part(`${folder}/${number.toString(16)}`));
      return (await Promise.all(parts)).map(({ sections }) => sections);
    }

    /**
     * Bytes that the texts of some articles cost, roughly, beyond those that are shown anyway.
     * @param {Uint32Array} articles
     */
    priceOfTexts(articles) {
      const parts = new Set();
      for (const article of articles) parts.add(lastUpTo(this.textStarts, article));
      return 5700 * Math.max(0, parts.size - SHOWN);
    }
  }

  /** @type {((whole: string) => void) | undefined} */
  let arrived;
  Object.assign(globalThis, {
    /** Called by search/index.js. @param {string} whole */
    banmianSearchIndex: (whole) => arrived?.(whole),
  });

  /**
   * Reads the head of a site's index. Raises LoadError where it is missing or not whole.
   * @param {string} root address of the site, with a slash at its end
   */
  async function readIndex(root) {
    const address = `${root}search/index.js`;
    if (typeof DecompressionStream === "undefined") throw new LoadError("streams", "old");
    let whole = "";
    // A page from disk, or in a frame with an origin of its own, may not read files, but it may run
    // scripts.
    const onDisk = root.startsWith("file:"), shut = onDisk || origin === "null";
    if (shut) {
      arrived = (text) => {
        whole = text;
      };
      await new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = window.Banmian?.trusted("search/index.js") ?? address;
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
    if (!index.head.alone && shut) throw new LoadError("parts", onDisk ? "disk" : "framed");
    return index;
  }

  return { LoadError, Parts, readIndex };
})();
