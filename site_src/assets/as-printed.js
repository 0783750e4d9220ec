// A page as printed: the evidence of a piece on hover, tap and focus, and all that belongs to its
// block marked, in the text as it came and in the article beside it, which is made of that text.
// Without this script the marks open the evidence all the same, by click, tap and Enter, and beside
// the text stand links to the articles.
(function () {
  "use strict";
  var sheet = document.querySelector(".bm-sheet");
  if (!sheet) return;
  var HEADER = 60; // its height, and a little more

  sheet.querySelectorAll(".bm-printed a").forEach(function (link) {
    link.setAttribute("aria-label", "回到文章");
  });

  // The pieces of each block, by its number, in the order of the page.
  var pieces = {};
  sheet.querySelectorAll(".bm-printed [data-e]").forEach(function (piece) {
    (pieces[piece.dataset.e] = pieces[piece.dataset.e] || []).push(piece);
  });

  // The mark that names a block, and its words.
  function markOf(number) {
    var first = (pieces[number] || [])[0];
    return first && first.querySelector("button");
  }
  function tagOf(number) {
    var mark = markOf(number);
    return mark ? mark.textContent.replace(/？$/, "") : "";
  }

  // What was printed of a block, without the marks: it is the article's text but for blanks and wide
  // punctuation (generator/publish/printed/from_pieces.py says how).
  var WIDE = { ",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "!": "！", "?": "？" };
  function textOf(number, how) {
    var text = "";
    pieces[number].forEach(function (piece) {
      piece.childNodes.forEach(function (node) { if (node.nodeType === 3) text += node.data; });
    });
    text = text.replace(/[\s\x1c-\x1f\x85\ufeff]+/g, function (run) {
      return how.includes("b") && !/[\n\r]/.test(run) ? " " : "";
    }).trim();
    return how.includes("w") ? text.replace(/[,;:()!?]/g, function (sign) { return WIDE[sign]; }) : text;
  }
  var ROLE = { "标题": "headline", "小题": "subhead" };
  function partOf(number, how) {
    var part = document.createElement("p"), link = document.createElement("a");
    var first = pieces[number][0], tag = tagOf(number).replace(/^\d+·/, "");
    var role = ROLE[tag.replace(/\d+$/, "")];
    if (role) part.className = "bm-t-" + role;
    part.dataset.e = number;
    link.href = "#" + first.id;
    link.className = first.classList[0];
    link.textContent = tag;
    part.append(link, textOf(number, how));
    return part;
  }
  sheet.querySelectorAll(".bm-text[data-of]").forEach(function (section) {
    var written = section.querySelector("div[hidden]");
    var parts = written ? Array.from(written.children) : [];
    section.dataset.of.split(" ").forEach(function (said) {
      section.append(said === "t" ? parts.shift() : partOf(parseInt(said, 10), said.replace(/\d+/, "")));
    });
    if (written) written.remove();
    section.removeAttribute("data-of");
  });

  // On a phone one side at a time: tabs. Without this script the sides stand below one another.
  var panes = Array.from(sheet.querySelectorAll(".bm-pane")), tabs = [];
  function choose(pane) {
    panes.forEach(function (other, n) {
      other.classList.toggle("bm-shown", other === pane);
      tabs[n].setAttribute("aria-selected", other === pane);
      tabs[n].tabIndex = other === pane ? 0 : -1;
    });
  }
  (function () {
    var list = document.createElement("div");
    list.className = "bm-panes";
    list.setAttribute("role", "tablist");
    list.setAttribute("aria-label", "选择原版或成文");
    panes.forEach(function (pane, n) {
      var tab = document.createElement("button");
      tab.type = "button";
      tab.setAttribute("role", "tab");
      tab.textContent = pane.getAttribute("aria-label");
      pane.id = pane.id || "bm-pane-" + n;
      tab.setAttribute("aria-controls", pane.id);
      tab.addEventListener("click", function () {
        choose(pane);
        if (list.getBoundingClientRect().top <= HEADER) sheet.scrollIntoView();
      });
      tab.addEventListener("keydown", function (event) {
        var step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
        if (!step) return;
        event.preventDefault();
        var next = (n + step + panes.length) % panes.length;
        choose(panes[next]);
        tabs[next].focus();
      });
      tabs.push(tab);
      list.append(tab);
    });
    sheet.prepend(list);
    sheet.classList.add("bm-sheet--tabs");
    choose(panes[0]);
  })();

  // What an address leads into is shown, on the picture if it stands there.
  function reveal() {
    var found = document.getElementById(location.hash.slice(1));
    var pane = found && found.closest(".bm-pane");
    if (!pane) return;
    var piece = found.closest("[data-e]"), plate = sheet.querySelector(".bm-plate");
    var drawn = plate && piece && plate.querySelector('[data-e="' + piece.dataset.e + '"]');
    choose(drawn ? plate.closest(".bm-pane") : pane);
    if (!drawn) found.scrollIntoView();
  }
  if (location.hash) reveal();
  addEventListener("hashchange", reveal);

  // Not every browser opens what an address leads into.
  function unfold() {
    var found = document.getElementById(location.hash.slice(1));
    var fold = found && found.closest("details");
    if (fold && !fold.open) {
      fold.open = true;
      found.scrollIntoView();
    }
  }
  addEventListener("hashchange", unfold);
  unfold();

  if (!HTMLElement.prototype.showPopover) return;
  var waiting, shown, closing, rests;

  function mark(number, on) {
    sheet.querySelectorAll('[data-e="' + number + '"]').forEach(function (piece) {
      piece.classList.toggle("bm-same", on);
    });
  }

  // Blocks with the same evidence share a card: it is told whose it is to be.
  function cardOf(number) {
    var button = markOf(number);
    return button && document.getElementById(button.getAttribute("popovertarget"));
  }
  function name(card, number) {
    var line = card.querySelector("p"), tag = line.querySelector("b") || document.createElement("b");
    tag.textContent = tagOf(number);
    if (!tag.parentNode) line.prepend(tag, " ");
    var way = pieces[number][0].querySelector("a"), old = card.querySelector(".bm-why__back");
    if (old) old.remove();
    if (!way) return;
    var back = document.createElement("p"), link = document.createElement("a");
    back.className = "bm-why__back";
    link.href = way.getAttribute("href");
    link.textContent = "回到文章";
    back.append(link);
    card.querySelector("ul").after(back);
  }

  // Brings the other side of a block into its pane, where the panes stand side by side.
  function bring(piece) {
    sheet.querySelectorAll(".bm-pane").forEach(function (pane) {
      if (pane.contains(piece) || pane.scrollHeight <= pane.clientHeight) return;
      var other = pane.querySelector('[data-e="' + piece.dataset.e + '"]');
      if (!other || other.closest("svg")) return;
      var box = other.getBoundingClientRect(), frame = pane.getBoundingClientRect();
      // Of the pane, what the window shows below the site's header.
      var top = Math.max(frame.top, HEADER), height = Math.min(frame.bottom, innerHeight) - top;
      // The lower half may lie under the card.
      if (box.top < top || box.top > top + height / 2) pane.scrollTop += box.top - top - height / 5;
    });
  }

  function show(piece) {
    var number = piece.dataset.e, card = cardOf(number);
    if (!card) return;
    if (card.matches(":popover-open")) {
      if (shown === number) return;
      card.hidePopover();
    }
    if (shown) mark(shown, false);
    name(card, number);
    // With its source known, the next Tab leads into the card, and from there on to the text.
    card.showPopover({ source: piece.querySelector("button, a") || undefined });
    shown = number;
    mark(number, true);
    bring(piece);
    document.dispatchEvent(new CustomEvent("bm-shown", { detail: number }));
  }
  document.addEventListener("bm-show", function (event) {
    if (pieces[event.detail]) show(pieces[event.detail][0]);
  });

  sheet.querySelectorAll("button[popovertarget]").forEach(function (button) {
    // Focus has opened the card already: the click that gave it must not close it.
    button.popoverTargetAction = "show";
  });

  document.querySelectorAll(".bm-why").forEach(function (card) {
    // A card that is closed gives the focus back to its mark, which must not open it again.
    card.addEventListener("beforetoggle", function (event) {
      if (event.newState !== "closed") return;
      closing = true;
      setTimeout(function () { closing = false; });
    });
    card.addEventListener("toggle", function (event) {
      if (event.newState === "open" || !shown || cardOf(shown) !== card) return;
      mark(shown, false);
      shown = undefined;
    });
  });

  // The picture of the page has a script of its own.
  function pieceAt(event) {
    return event.target.closest("svg") ? null : event.target.closest("[data-e]");
  }

  sheet.addEventListener("focusin", function (event) {
    var piece = pieceAt(event);
    clearTimeout(waiting);
    if (piece && !closing) show(piece);
  });

  // A tap on a mark, or the text itself; not on a link, nor at the end of a selection.
  sheet.addEventListener("click", function (event) {
    var piece = pieceAt(event);
    if (!piece || event.target.closest("a")) return;
    if (event.target.closest("button") || getSelection().isCollapsed) show(piece);
  });

  // A short wait, so that the way of the pointer to an open card doesn't open others.
  // Where a pane scrolls under a pointer that rests, nobody has pointed at anything.
  sheet.addEventListener("pointerover", function (event) {
    var here = event.clientX + " " + event.clientY;
    if (here === rests) return;
    rests = here;
    clearTimeout(waiting);
    var piece = pieceAt(event);
    if (piece && event.pointerType === "mouse") waiting = setTimeout(show, 250, piece);
  });
  sheet.addEventListener("pointerleave", function () { clearTimeout(waiting); });
})();
