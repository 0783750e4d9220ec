// A button that copies the reference. Without scripts, and where copying is not allowed, the text
// can be selected.
document.querySelectorAll(".bm-cite__text").forEach(function (box) {
  var button = document.createElement("button");
  button.type = "button";
  button.className = "bm-cite__copy";
  button.textContent = "复制";
  var said = document.createElement("span");
  said.setAttribute("role", "status");
  said.className = "bm-cite__said";
  function tell(copied) { said.textContent = copied ? "已复制" : "请按 Ctrl+C（Mac 为 ⌘C）复制"; }
  function select() {
    var range = document.createRange(), selection = getSelection();
    range.selectNodeContents(box);
    selection.removeAllRanges();
    selection.addRange(range);
  }
  button.addEventListener("click", function () {
    said.textContent = "";
    if (navigator.clipboard) {
      navigator.clipboard.writeText(box.textContent.trim()).then(
        function () { tell(true); },
        function () { select(); tell(false); }
      );
    } else {  // a page from disk or over plain http
      select();
      tell(document.execCommand("copy"));
    }
  });
  box.after(button, said);
});

// From each paragraph to its place on the page as printed, as the panel of facts leads to that of
// the headline.
(function () {
  var way = document.querySelector('.bm-facts a[href*="/pages/"]');
  if (!way) return;
  function stem(link) { return link.href.split("-").slice(0, -1).join("-") + "-"; }
  var start = stem(way);
  document.querySelectorAll("article p > a[id^=p][href], .bm-turn a").forEach(function (anchor) {
    if (anchor.closest(".bm-turn")) {  // what follows stands on another page
      start = stem(anchor);
      return;
    }
    var link = document.createElement("a");
    link.href = start + anchor.id;
    link.className = "bm-seen";
    link.textContent = "原版";
    anchor.parentNode.append(" ", link);
  });
})();

// References for programs, made of the record that the page has in its head: BibTeX, RIS and
// CSL-JSON, as generator/publish/citations/exchange.py writes them.
function banmianReferences(record, said) {
  var day = record.datePublished || "", year = said.year || "", note = said.note || "";
  var title = record.headline;
  if (record.alternativeHeadline && !("untitled" in said)) title += "：" + record.alternativeHeadline;
  var names = (record.author || []).map(function (author) { return author.name; });
  var paper = record.isPartOf && record.isPartOf.name;
  var latex = {"\\": "{\\textbackslash}", "{": "{\\textbraceleft}", "}": "{\\textbraceright}",
    "~": "{\\textasciitilde}", "^": "{\\textasciicircum}"};
  function tex(text) {
    return text.replace(/[\\{}~^#$%&_]/g, function (char) { return latex[char] || "\\" + char; });
  }
  var bib = [], ris = [["TY", "NEWS"], ["ID", record.identifier]];
  var item = {id: record.identifier, type: "article-newspaper", title: title};
  if (names.length) {
    bib.push(["author", names.map(function (name) { return "{" + tex(name) + "}"; }).join(" and ")]);
    item.author = names.map(function (name) { return {literal: name}; });
  }
  names.forEach(function (name) { ris.push(["AU", name]); });
  bib.push(["title", "{" + tex(title) + "}"]);
  ris.push(["TI", title]);
  if (paper) {
    bib.push(["journal", tex(paper)]);
    ris.push(["T2", paper]);
    item["container-title"] = paper;
  }
  if (day) {
    var parts = day.split("-");
    bib.push(["year", parts[0]], ["date", day]);
    ris.push(["PY", parts[0]], ["DA", parts.concat("", "").slice(0, 3).join("/") + "/"]);
    item.issued = {"date-parts": [parts.map(Number)]};
  } else if (year) {
    bib.push(["year", "[" + year + "]"], ["date", year + "~"]);
    ris.push(["PY", year]);
    item.issued = {"date-parts": [[Number(year)]], circa: true};
  }
  if (record.printPage) {
    bib.push(["pages", tex(record.printPage)]);
    ris.push(["SP", record.printPage]);
    item.page = record.printPage;
  }
  if (record.isBasedOn) {
    bib.push(["url", record.isBasedOn]);
    ris.push(["UR", record.isBasedOn]);
    item.URL = record.isBasedOn;
  }
  bib.push(["entrysubtype", "newspaper"], ["langid", "chinese"]);
  ris.push(["LA", "zh-CN"]);
  item.language = "zh-CN";
  if (note) {
    bib.push(["note", note]);
    ris.push(["N1", note]);
    item.note = note;
  }
  ris.push(["ER", ""]);
  return {
    bib: "@article{bm-" + record.identifier + ",\n" + bib.map(function (field) {
      return "  " + field[0] + " = {" + field[1] + "},\n";
    }).join("") + "}\n",
    ris: ris.map(function (line) { return line[0] + "  - " + line[1] + "\r\n"; }).join(""),
    json: JSON.stringify([item], null, 1) + "\n"
  };
}

(function () {
  var list = document.querySelector(".bm-cite ul"), record = document.getElementById("bm-record");
  if (!list || !record) return;
  var texts = banmianReferences(JSON.parse(record.textContent), record.dataset);
  var types = {bib: "x-bibtex", ris: "x-research-info-systems", json: "vnd.citationstyles.csl+json"};
  [["CSL-JSON", "json"], ["RIS", "ris"], ["BibTeX", "bib"]].forEach(function (form) {
    var item = document.createElement("li"), link = document.createElement("a");
    link.href = "data:application/" + types[form[1]] + ";charset=utf-8," +
      encodeURIComponent(texts[form[1]]);
    link.download = JSON.parse(record.textContent).identifier + "." + form[1];
    link.textContent = form[0];
    item.append(link);
    list.prepend(item);
  });
})();
