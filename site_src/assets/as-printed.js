// A page as printed: the evidence of a piece on hover, tap and focus, and all that belongs to its
// block marked, in the text as it came and in the article beside it. Without this script the marks
// open the evidence all the same, by click, tap and Enter.
(function () {
  "use strict";
  var sheet = document.querySelector(".bm-sheet");
  if (!sheet) return;
  var HEADER = 60; // its height, and a little more

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
    var card = document.getElementById("e" + piece.dataset.e);
    if (!card || card.matches(":popover-open")) return;
    // With its source known, the next Tab leads into the card, and from there on to the text.
    card.showPopover({ source: piece.querySelector("button, a") || undefined });
    bring(piece);
    document.dispatchEvent(new CustomEvent("bm-shown", { detail: piece.dataset.e }));
  }

  sheet.querySelectorAll("button").forEach(function (button) {
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
      var number = card.id.slice(1), open = event.newState === "open";
      if (open && shown && shown !== number) mark(shown, false);
      shown = open ? number : shown === number ? undefined : shown;
      mark(number, open);
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

  // A tap on the text itself; not on a link, nor at the end of a selection.
  sheet.addEventListener("click", function (event) {
    var piece = pieceAt(event);
    if (piece && !event.target.closest("a, button") && getSelection().isCollapsed) show(piece);
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
