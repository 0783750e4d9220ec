// Lists and tables that stand on one page as a whole can be put in another order. Without scripts
// the order stands in which they were written.
(function () {
  "use strict";
  var MANY = 12; // items of which one is found faster by its name
  var byName = new Intl.Collator("zh-Hans-CN", { numeric: true }).compare;

  function press(tag, words, onclick) {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = words;
    button.addEventListener("click", onclick);
    tag.append(button);
    return button;
  }

  function order(parent, rows, compare) {
    rows.slice().sort(compare).forEach(function (row) { parent.append(row); }); // sort is stable
  }

  // A box that leaves of lists what has the words typed; headings without any go, too.
  function filter(lists) {
    var box = document.createElement("input");
    box.type = "search";
    box.placeholder = "筛选"; // what has room on a phone
    box.setAttribute("aria-label", "按名称筛选");
    box.addEventListener("input", function () {
      var wanted = box.value.replace(/\s/g, "");
      lists.forEach(function (list) {
        var any = false;
        Array.from(list.children).forEach(function (item) {
          var has = item.textContent.replace(/\s/g, "").includes(wanted);
          item.hidden = !has;
          any = any || has;
        });
        var part = list.parentNode, above = part.previousElementSibling;
        part.hidden = !any;
        while (above) {
          if (above.matches("h1, .bm-sort, .bm-index, .bm-entries")) break;
          above.hidden = !any;
          if (above.tagName === "H2") break;
          above = above.previousElementSibling;
        }
      });
    });
    return box;
  }

  // A list: its bar names the ways, the first being the order that it is written in and the last
  // by name; each item has a number for every way between, the smallest first.
  document.querySelectorAll(".bm-sort").forEach(function (bar) {
    var lists = Array.from(document.querySelectorAll(":is(.bm-entries, .bm-index) > ul"));
    var written = lists.map(function (list) { return Array.from(list.children); });
    if (written.flat().length > MANY) bar.append(filter(lists));
    var ways = bar.dataset.ways.split(" ");
    var ranks = function (item) { return item.querySelector("[data-ranks]").dataset.ranks.split(" "); };
    var name = function (item) { return item.querySelector("a").firstChild.textContent; };
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", "排序");
    var buttons = ways.map(function (way, n) {
      return press(bar, way, function () {
        lists.forEach(function (list, at) {
          order(list, written[at], function (a, b) {
            if (n === 0) return 0;
            return n === ways.length - 1 ? byName(name(a), name(b)) : ranks(a)[n - 1] - ranks(b)[n - 1];
          });
        });
        buttons.forEach(function (button, m) { button.setAttribute("aria-pressed", m === n); });
      });
    });
    buttons.forEach(function (button, m) { button.setAttribute("aria-pressed", m === 0); });
  });

  // What a cell is put in order by: 2亿元 by 200000000, and only among amounts of its currency.
  function said(cell) { return cell.dataset.value || cell.textContent || "0"; }
  function apart(a, b) {
    var one = a.dataset.group || "", two = b.dataset.group || "";
    return one < two ? -1 : one > two ? 1 : 0;
  }

  // A row of amounts that follows another of its article says that alone (同篇): in another order it
  // has to name it.
  var above = null;
  document.querySelectorAll(".bm-goals small").forEach(function (source) {
    if (above && source.childNodes.length === 1) {
      source.firstChild.textContent = above.firstChild.textContent;
      source.append(above.lastChild.data);
    }
    above = source;
  });

  // A table: the headings of its columns of numbers, and of names.
  document.querySelectorAll("table:has(th[data-sort])").forEach(function (table) {
    var body = table.tBodies[0], written = Array.from(body.rows);
    table.querySelectorAll("th[data-sort]").forEach(function (head) {
      var words = head.textContent, names = head.dataset.sort === "name";
      head.textContent = "";
      press(head, words, function () {
        var up = head.getAttribute("aria-sort") === (names ? "ascending" : "descending") ? !names : names;
        table.querySelectorAll("[aria-sort]").forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        order(body, written, function (a, b) {
          var first = a.cells[head.cellIndex], second = b.cells[head.cellIndex];
          var one = said(first), two = said(second);
          return apart(first, second) || (up ? 1 : -1) * (names ? byName(one, two) : parseFloat(one) - parseFloat(two));
        });
      });
    });
  });

  // A table of amounts as a file for spreadsheets. What they would take for a formula gets an
  // apostrophe in front, and so does what begins with one: take one away and each text is back.
  function field(text) {
    text = (/^'|^[\s]*[=+\-@＝＋－＠\t\r]/.test(text) ? "'" : "") + text;
    return '"' + text.replace(/"/g, '""') + '"';
  }
  document.querySelectorAll(".bm-goals").forEach(function (part) {
    var lines = Array.from(part.querySelectorAll("tbody tr"), function (row) {
      var cells = Array.from(row.cells), told = cells.pop();
      var source = told.querySelector("small"), link = source.querySelector("a");
      var number = Number(cells[0].dataset.value);
      return cells.map(function (cell) { return cell.textContent; }).concat(
        number < 0 ? "" : cells[0].dataset.value, told.firstChild.data.trim(), link.textContent,
        source.lastChild.data.trim(), link.href);
    });
    var heads = Array.from(part.querySelectorAll("thead th"), function (head) { return head.textContent; });
    lines.unshift(heads.slice(0, -1).concat("数值", "原句", "文章", "日期", "地址"));
    var text = lines.map(function (line) { return line.map(field).join(",") + "\r\n"; }).join("");
    var note = document.createElement("p"), way = document.createElement("a");
    note.className = "bm-note";
    way.href = "data:text/csv;charset=utf-8," + encodeURIComponent("\ufeff" + text);
    way.download = "goals.csv";
    way.textContent = "下载本页表格（CSV）";
    note.append(way);
    part.after(note);
  });
})();
