// @ts-check
// In an article that was opened from the search: marks the words that were searched (?h=…, one or
// several). The paragraph itself is marked by its fragment, without a script.
(function () {
  "use strict";
  const MOST = 500, LONGEST = 200; // the search names none above half of that
  const article = document.querySelector(".bm--article article");
  if (!article) return;

  // As engine/folding.js folds, but for traditional characters, whose table would weigh more than a
  // page: the search gives the words as the article prints them, or simplified.
  const SILENT = /[\p{Cc}\p{Cf}\p{Z}"\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;
  /** @param {string} text */
  const folded = text => Array.from(text, character =>
    character.normalize("NFKC").toLowerCase().replace(SILENT, "")).join("");
  const words = [...new Set(new URLSearchParams(location.search).getAll("h").map(folded))]
    .filter(Boolean).slice(0, 20).map(word => word.slice(0, LONGEST));

  /** @param {Element} block @returns {[node: Text, start: number, end: number][]} */
  function found(block) {
    /** @type {[node: Text, offset: number, length: number][]} */
    const places = [];
    let text = "";
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = /** @type {Text} */ (walker.currentNode);
      let offset = 0;
      for (const character of node.data) {
        const plain = folded(character);
        for (let unit = 0; unit < plain.length; unit++) places.push([node, offset, character.length]);
        text += plain;
        offset += character.length;
      }
    }
    /** @type {boolean[]} */
    const hit = [];
    for (const word of words) {
      let done = 0;  // places that overlap are gone through once
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
        for (let unit = Math.max(at, done); unit < at + word.length; unit++) hit[unit] = true;
        done = at + word.length;
      }
    }
    /** @type {[node: Text, start: number, end: number][]} */
    const ranges = [];
    places.forEach(([node, offset, length], unit) => {
      if (!hit[unit]) return;
      const before = ranges[ranges.length - 1];
      if (before && before[0] === node && hit[unit - 1]) before[2] = offset + length;
      else ranges.push([node, offset, offset + length]);
    });
    return ranges;
  }

  const OTHER =
    ".bm-filed, .bm-doubtful, .bm-tags, .bm-cite, .bm-facts, .bm-around, .bm-subscribe";
  let number = 0;
  for (const block of article.querySelectorAll("h1, h2, p")) {
    if (block.closest(OTHER)) continue;
    // From the last to the first, so that what is cut off stands behind what is to come.
    for (const [node, start, end] of found(block).reverse()) {
      if (++number > MOST) return;
      const part = node.splitText(start);
      part.splitText(end - start);
      const mark = document.createElement("mark");
      mark.className = "bm-mark";
      part.replaceWith(mark);
      mark.append(part);
    }
  }
})();
