// Material's search listens for keys only. A phrase pasted with the mouse, by touch or from a
// Chinese input method raises no key event: it is passed on as one.
document.addEventListener("input", function (event) {
  if (event.target.matches("[data-md-component=search-query]")) {
    event.target.dispatchEvent(new KeyboardEvent("keyup"));
  }
});
