// The way in to the engine, which answers questions from the static search index (docs/search.md):
// in a Worker by messages, in a page (a copy on disk, where there are no Workers) as
// `BanmianSearch.open`. What it knows is in the scripts of engine/, each of which puts one object
// of its own name into `BanmianSearch`. No dependencies; types are JSDoc, checked by tsc. Nothing
// here touches a page.
"use strict";

var BanmianSearch = BanmianSearch || {};

BanmianSearch.open = (() => {
  // Each stands behind those that it takes from; the last takes from all others. A published site
  // has them in this file, in front of it (overrides/hooks/for_programs.py).
  const SCRIPTS = [
    "engine/numbers.js", "engine/folding.js", "engine/parts.js", "engine/grams.js",
    "engine/lists.js", "engine/finding.js", "engine/facets.js", "engine/hits.js",
    "engine/help.js", "engine/answers.js",
  ];
  const inPage = typeof document !== "undefined";
  const home = inPage ? /** @type {HTMLScriptElement} */ (document.currentScript).src : "";

  /** @param {string} name @returns {Promise<void>} */
  function loadOne(name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = window.Banmian?.trusted(`assets/search/${name}`) ?? new URL(name, home).href;
      script.async = false; // fetched side by side, but run one after another
      script.onload = () => resolve();
      script.onerror = () => {
        script.remove();
        reject({ kind: "load", message: name });
      };
      document.head.append(script);
    });
  }

  /** @type {Promise<void> | undefined} */
  let loading;

  async function load() {
    await Promise.all(SCRIPTS.map(loadOne));
    // One that was cut short is said to be loaded, too.
    if (!BanmianSearch.answers) throw { kind: "load", message: "engine/" };
  }

  /**
   * Loads the index of a site. Raises LoadError where it is missing or not whole.
   * @param {string} root address of the site, with a slash at its end
   */
  async function open(root) {
    if (!BanmianSearch.answers) {
      try {
        await (loading ??= load());
      } catch (fault) {
        loading = undefined; // who asks again has them loaded anew
        throw fault;
      }
    }
    return new BanmianSearch.answers.Engine(root, await BanmianSearch.parts.readIndex(root));
  }

  if (inPage) return open;

  if (!BanmianSearch.answers) importScripts(...SCRIPTS);
  /** @type {ReturnType<typeof open> | undefined} */
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
      const kind = error instanceof BanmianSearch.parts.LoadError ? error.kind : "query";
      postMessage({ id, error: { kind, message: error instanceof Error ? error.message : "" } });
    }
  });
  return open;
})();
