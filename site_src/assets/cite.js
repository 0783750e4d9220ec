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

// The article in plain Markdown, what is printed of it and its reference: no links, no signs.
function banmianMarkdown() {
  var parts = [], part = document.querySelector("article").firstElementChild;
  function said(element) {
    return element.textContent.replace(/\s+/g, " ").trim().replace(/[\\`*_{}\[\]<>#|&~]/g, "\\$&")
      .replace(/^(\d+)([.)])/, "$1\\$2").replace(/^[-+=:!?]/, "\\$&");
  }
  for (; part && !part.matches(".bm-share"); part = part.nextElementSibling) {
    if (part.matches(".bm-filed, .bm-turn, .bm-clipping")) continue;
    if (part.matches(".bm-doubtful")) {
      parts.push("\n\n待核，引用前请对照原版");
    } else if (part.querySelector("table")) {
      part.querySelectorAll("p").forEach(function (line) { parts.push("\n\n" + said(line)); });
      part.querySelectorAll("tr").forEach(function (row, n) {
        var cells = Array.from(row.cells, said);
        parts.push((n ? "\n" : "\n\n") + "| " + cells.join(" | ") + " |");
        if (!n) parts.push("\n|" + cells.map(function () { return " --- |"; }).join(""));
      });
    } else {
      parts.push("\n\n" + ({ H1: "# ", H2: "## " }[part.tagName] || "") + said(part));
    }
  }
  parts.push("\n\n---\n\n" + said(document.querySelector(".bm-cite__text")) + "\n");
  return parts.join("").trim() + "\n";
}

(function () {
  var list = document.querySelector(".bm-cite ul"), record = document.getElementById("bm-record");
  if (!list || !record) return;
  var texts = banmianReferences(JSON.parse(record.textContent), record.dataset);
  var types = {bib: "x-bibtex", ris: "x-research-info-systems", json: "vnd.citationstyles.csl+json"};
  texts.md = banmianMarkdown();
  types.md = "markdown";
  [["Markdown", "md"], ["CSL-JSON", "json"], ["RIS", "ris"], ["BibTeX", "bib"]].forEach(function (form) {
    var item = document.createElement("li"), link = document.createElement("a");
    link.href = "data:" + (form[1] === "md" ? "text/" : "application/") + types[form[1]] + ";charset=utf-8," +
      encodeURIComponent(texts[form[1]]);
    link.download = JSON.parse(record.textContent).identifier + "." + form[1];
    link.textContent = form[0];
    item.append(link);
    list.prepend(item);
  });
})();

// What a reader takes along: the quiet sign in the indent of a paragraph opens its link, its place on the page as
// printed and a quotation with its reference; the system's own dialog shares the article; a printed
// sheet says where it is from. Without this script, the sign is the paragraph's link.
(function () {
  "use strict";
  var article = document.querySelector("article");
  if (!article) return;
  var here = location.href.split("#")[0];

  var sheet = document.createElement("p");
  sheet.className = "bm-address";
  var shown = here.split("?")[0];
  try { shown = decodeURI(shown); } catch (_) {} // of a folder whose name is no UTF-8
  sheet.textContent = "本页地址：" + shown;
  article.append(sheet);

  function make(name, words, act) {
    var element = document.createElement(name);
    if (name === "button") element.type = "button";
    element.textContent = words;
    if (act) element.addEventListener("click", act);
    return element;
  }

  // Resolves to whether the text was copied; over plain http and from disk in the old way.
  function copy(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text).then(yes, no);
    var box = document.createElement("textarea");
    box.value = text;
    box.className = "bm-offscreen";
    (menu || document.body).append(box);
    box.select();
    var copied = document.execCommand("copy");
    box.remove();
    return Promise.resolve(copied);
  }
  function yes() { return true; }
  function no() { return false; }

  function copier(words, said, text) {
    return make("button", words, function () {
      said.textContent = "";
      copy(text()).then(function (copied) {
        said.textContent = copied ? "已复制" : "未能复制：浏览器不允许";
      });
    });
  }

  function sharer(told) {
    return make("button", "分享…", function () {
      navigator.share(told()).catch(no);  // who closes the dialog has shared nothing
    });
  }

  function status() {
    var said = document.createElement("span");
    said.setAttribute("role", "status");
    said.className = "bm-share__said";
    return said;
  }

  var menu = null;
  var headline = document.querySelector("h1"), title = headline ? headline.textContent.trim() : "";
  var bar = document.querySelector(".bm-share");
  if (bar) {
    var said = status();
    if (navigator.share) {
      bar.append(sharer(function () { return { title: title, url: here }; }));
    }
    bar.append(copier("复制链接", said, function () { return here; }), said);
  }

  if (!HTMLElement.prototype.showPopover) return;
  var facts = document.querySelector(".bm-facts");
  var way = facts && facts.querySelector('a[href*="/pages/"]');
  var report = document.querySelector(
    '.bm-facts a[href*="/issues/new"], .bm-facts a[href$="-fix"]');
  function stem(link) { return link.href.split("-").slice(0, -1).join("-") + "-"; }
  var start = way && stem(way);

  menu = document.createElement("div");
  menu.popover = "auto";
  menu.id = "bm-menu";
  menu.className = "bm-menu";
  menu.setAttribute("role", "dialog");
  document.body.append(menu);

  function textOf(paragraph) {
    var other = paragraph.cloneNode(true);
    other.querySelectorAll("button, a.bm-ask, a[id]").forEach(function (mark) { mark.remove(); });
    return other.textContent.trim();
  }

  function fill(sign) {
    var paragraph = sign.parentNode, anchor = sign.id;
    var address = here + "#" + anchor, told = status();
    var cited = document.querySelector(".bm-cite__text");
    var row = make("p", "第 " + anchor.slice(1) + " 段");
    row.append(told);
    menu.replaceChildren(row,
      copier("复制本段链接", told, function () { return address; }),
      copier("摘引本段（附出处）", told, function () {
        return "“" + textOf(paragraph) + "”\n——" + cited.textContent.trim() + "\n" + address;
      }));
    if (sign.dataset.spot) {
      var original = make("a", "对照原版");
      original.href = sign.dataset.spot;
      menu.append(original);
    }
    if (navigator.share) {
      menu.append(sharer(function () {
        return { title: title, text: textOf(paragraph), url: address };
      }));
    }
    if (report) {
      var fault = make("a", "报告错误");
      fault.href = report.href;
      menu.append(fault);
    }
    menu.setAttribute("aria-label", row.firstChild.textContent);
  }

  function open(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    var sign = event.currentTarget, box = sign.getBoundingClientRect();
    history.replaceState(history.state, "", "#" + sign.id); // to be copied from the address, too
    fill(sign);
    menu.style.setProperty("--bm-left", Math.max(8, box.left + scrollX) + "px");
    menu.style.setProperty("--bm-top", box.bottom + scrollY + 4 + "px");
    menu.showPopover({ source: sign });
    menu.querySelector("button").focus({ preventScroll: true });
  }

  document.querySelectorAll("article p > a[id^=p][href], .bm-turn a").forEach(function (anchor) {
    if (anchor.closest(".bm-turn")) {  // what follows stands on another page
      start = stem(anchor);
      return;
    }
    if (start) anchor.dataset.spot = start + anchor.id;
    anchor.setAttribute("aria-haspopup", "dialog");
    anchor.addEventListener("click", open);
  });
})();
