// A page as printed: the evidence of a piece on hover and on focus, and the other pieces of its
// block marked. Without this script the marks open it all the same, by click, tap and Enter.
(function () {
  "use strict";
  var sheet = document.querySelector(".bm-printed");
  if (!sheet || !HTMLElement.prototype.showPopover) return;

  var waiting, shown, closing;

  function piecesOf(number) {
    return sheet.querySelectorAll('[data-e="' + number + '"]');
  }

  function mark(number, on) {
    piecesOf(number).forEach(function (piece) { piece.classList.toggle("bm-same", on); });
  }

  function show(piece, button) {
    var number = piece.dataset.e, card = document.getElementById("e" + number);
    if (!card || card.matches(":popover-open")) return;
    // With its source known, the next Tab leads into the card, and from there on to the text.
    card.showPopover({ source: button || piece.querySelector("button") || undefined });
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

  sheet.addEventListener("focusin", function (event) {
    var piece = event.target.closest("[data-e]");
    if (piece && !closing && event.target.tagName === "BUTTON") show(piece, event.target);
  });

  // A short wait, so that the way of the pointer to an open card doesn't open others.
  sheet.addEventListener("pointerover", function (event) {
    clearTimeout(waiting);
    var piece = event.target.closest("[data-e]");
    if (piece && event.pointerType === "mouse") waiting = setTimeout(show, 250, piece);
  });
  sheet.addEventListener("pointerleave", function () { clearTimeout(waiting); });
})();
