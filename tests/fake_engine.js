// Stands in for assets/search/engine.js where a test needs answers that the five pages cannot give:
// 19,000 hits, a slow answer, a fault, cities, hostile names. The same interface (types.d.ts).
(function () {
  "use strict";
  const MANY = 19000, NASTY = "<img src=x onerror=alert(1)>\u202e&amp;";

  const hit = (n, title) => ({
    id: `a${n}`, url: `articles/a${n}/`, title, untitled: n % 7 === 0, doubtful: n % 3 === 0, titleMarks: [[0, 1]],
    date: "2024年6月13日", year: 2024, region: { code: "500120", name: NASTY },
    snippet: { anchor: "p1", text: `${NASTY}之${title}`, marks: [[0, 4]], cutBefore: true, cutAfter: true },
  });
  const value = (code, name, count, parent = null) => ({ value: code, name, count, parent, chosen: false });
  const numbers = (kind, most) => Array.from({ length: most }, (_, n) => value(`${kind}${n}`, `${kind}${n}`, most - n));

  const engine = {
    articles: MANY,
    async search({ q, region, start, count }) {
      if (q === "慢") await new Promise(done => setTimeout(done, 700));
      if (q === "错") throw { kind: "query", message: "fault" };
      const total = q === "多" ? MANY : q === "无" ? 0 : 1;
      const facets = {
        region: [
          value("500000", "重庆市", 5), value("430000", "湖南省", 3),
          value("500120", "璧山区", 2, "500000"), value("500103", "渝中区", 1, "500000"),
        ],
        agency: numbers("机构", 100), topic: [value("x", NASTY, 1)], year: [value("undated", "日期不详", 1)],
        state: [value("complete", "完整", 1)],
      };
      for (const one of facets.region) one.chosen = region.includes(one.value);
      const hits = [];
      for (let n = start; n < Math.min(total, start + count); n++) hits.push(hit(n, `${q}：第${n + 1}篇`));
      return {
        total, hits, facets, empty: false, terms: [q, "折"],
        help: total ? null : { part: NASTY, total: 1, withoutFacets: 0 },
      };
    },
    async suggest() {
      return [{ kind: "agency", name: NASTY, url: "agencies/x/", count: 1 }];
    },
  };

  self.BanmianSearch = { open: async () => engine };
  if (typeof WorkerGlobalScope !== "undefined") {
    self.onmessage = async ({ data: { id, call, args } }) => {
      try {
        const value = call === "open" ? { articles: MANY } : await engine[call](...args);
        self.postMessage({ id, value });
      } catch (error) {
        self.postMessage({ id, error });
      }
    };
  }
})();
