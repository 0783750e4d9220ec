// @ts-check
// The way to the engine, and what the header's box and the search page both show of its answers.
(function () {
  "use strict";

  /** @typedef {(call: string, ...args: any[]) => Promise<any>} Ask */
  /** @typedef {{ask: Ask, articles: number}} Connection */

  /** @param {string} message @returns {BanmianFault} */
  const unread = message => ({ kind: "load", message });
  /** What is told to who still waits for a Worker that is no more. */
  const LOST = unread("engine.js");

  /** @type {Worker | null} */
  let worker = null;
  /** Whether the last Worker was forbidden or broke: the page then answers by itself. */
  let lost = false;
  /** @type {Promise<Connection> | null} */
  let connected = null;

  /** Throws where a Worker may not be started. @returns {Ask} */
  function toWorker() {
    const engine = worker = new Worker(Banmian.trusted("assets/search/engine.js"));
    /** @type {Map<number, {done: (value: any) => void, fail: (fault: BanmianFault) => void}>} */
    const waiting = new Map();
    let last = 0;
    engine.onmessage = (/** @type {MessageEvent<BanmianReply>} */ { data }) => {
      const asked = waiting.get(data.id);
      waiting.delete(data.id);
      if (data.error) asked?.fail(data.error);
      else asked?.done(data.value);
    };
    // Forbidden (a browser tells it here, too), not whole, or broken while it answered.
    engine.onerror = event => {
      event.preventDefault();
      if (worker === engine) {
        again();
        lost = true;
      }
      for (const { fail } of waiting.values()) fail(LOST);
    };
    return (call, ...args) => new Promise((done, fail) => {
      waiting.set(++last, { done, fail });
      engine.postMessage({ id: last, call, args });
    });
  }

  /** Without a Worker. @returns {Promise<Connection>} */
  async function toScript() {
    await Banmian.load("engine.js");
    const opener = window.BanmianSearch?.open;
    if (!opener) {  // one that was cut short is said to be loaded, too
      delete Banmian.loaded["engine.js"];
      throw unread("engine.js");
    }
    const engine = await opener(Banmian.root);
    return {
      ask: async (call, ...args) => /** @type {any} */ (engine)[call](...args),
      articles: engine.articles,
    };
  }

  /** @returns {Promise<Connection>} */
  async function connect() {
    // A page from disk may not start one.
    if (lost || location.protocol === "file:" || !window.Worker) return toScript();
    let ask;
    try {
      ask = toWorker();
    } catch {
      return toScript();
    }
    const { articles } = await ask("open", Banmian.root);
    return { ask, articles };
  }

  function again() {
    worker?.terminate();
    worker = connected = null;
    lost = false;
  }

  /** @returns {Promise<Connection>} */
  async function open() {
    const mine = connected ||= connect();
    try {
      return await mine;
    } catch (fault) {
      if (fault === LOST) return open();
      if (connected === mine) again();  // the next question opens it anew
      throw fault;
    }
  }

  /** @type {Ask} */
  async function ask(...question) {
    const engine = await open();
    try {
      return await engine.ask(...question);
    } catch (fault) {
      if (fault === LOST) return ask(...question);
      throw fault;
    }
  }

  Banmian.client = {
    open: async () => ({ articles: (await open()).articles }),
    search: query => ask("search", query),
    suggest: (text, most) => ask("suggest", text, most),
    again,
  };

  /** @type {Record<string, string>} */
  const LASTING = {
    disk: "文章太多，从磁盘上打开的副本不能检索：请在网上打开，或者在这个文件夹里运行 "
      + "python3 -m http.server，再打开 http://localhost:8000。",
    old: "这个浏览器太旧，不能检索（2023 年以后的都可以）。",
    framed: "这一页嵌在受限制的框里，不能检索：请在新窗口里打开。",
    blocked: Banmian.BLOCKED,
  };
  /** @param {unknown} fault */
  const kindOf = fault => /** @type {Partial<BanmianFault> | null} */ (fault)?.kind ?? "";

  Banmian.fault = fault => LASTING[kindOf(fault)] ?? (kindOf(fault) === "load"
    ? "检索数据没有读全：网络可能断了，或者网站正在更新。" : "这次检索出了错，没有结果。");

  Banmian.lasting = fault => kindOf(fault) in LASTING;

  const PATIENCE = 400;
  Banmian.newest = ask => {
    let last = 0, flying = 0;
    /** @type {(() => void) | null} */
    let next = null;
    return question => new Promise((done, fail) => {
      const mine = ++last;
      const fly = () => {
        flying++;
        let landed = false;
        const land = () => {
          if (landed) return;
          landed = true;
          flying--;
          const go = next;
          next = null;
          go?.();
        };
        // One that hangs (a bad line) holds up the next for a while only.
        const patience = setTimeout(land, PATIENCE);
        ask(question).then(
          answer => { if (mine === last) done(answer); },
          fault => { if (mine === last) fail(fault); },
        ).finally(() => { clearTimeout(patience); land(); });
      };
      if (flying) next = fly;
      else fly();
    });
  };

  Banmian.make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const key in attributes) element.setAttribute(key, /** @type {string} */ (attributes[key]));
    element.append(...children);
    return element;
  };

  Banmian.marked = (element, text, marks) => {
    let from = 0;
    for (const [start, end] of marks) {
      element.append(text.slice(from, start));
      const mark = document.createElement("mark");
      mark.textContent = text.slice(start, end);
      element.append(mark);
      from = end;
    }
    element.append(text.slice(from));
  };

  // What the article is to mark: the words as it prints them, where we see them, and what was
  // searched for, for those that stand elsewhere. Few and short, for the address's sake.
  const MOST_WORDS = 8, LONGEST_WORD = 100;

  Banmian.hitAddress = (hit, terms) => {
    /** @type {Set<string>} */
    const words = new Set();
    for (const [start, end] of hit.snippet.marks) words.add(hit.snippet.text.slice(start, end));
    for (const [start, end] of hit.titleMarks) words.add(hit.title.slice(start, end));
    for (const term of terms) words.add(term);
    const url = new URL(hit.url, Banmian.root);
    if (location.protocol === "file:") url.pathname += "index.html";
    for (const word of [...words].slice(0, MOST_WORDS)) {
      url.searchParams.append("h", word.slice(0, LONGEST_WORD));
    }
    url.hash = hit.snippet.anchor;
    return url.href;
  };

  Banmian.hitFacts = hit => {
    const date = hit.date || (hit.year ? `${hit.year}年` : "日期不详");
    return [date, hit.region?.name].filter(Boolean).join("\u3000");
  };

  Banmian.hitState = hit => hit.doubtful || hit.notice
    ? [Object.assign(document.createElement("b"),
      { className: "bm-pending", textContent: hit.notice ? "启事" : "待核" })]
    : [];
})();
