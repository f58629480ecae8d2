// A form that comes back refused opens at the first thing that is wrong: on its tab, unfolded, with the focus in its field.
(() => {
  const ERRORS = "form .error-message, form .help-critical";
  const FIELDS = "input:not([type=hidden]), select, textarea, [contenteditable=true]";

  const isShown = (element) => element.getClientRects().length > 0;

  const open = (element) => {
    for (let around = element; around; around = around.parentElement) {
      if (around.matches("[role=tabpanel][hidden]")) {
        document.querySelector(`[role=tab][aria-controls="${around.id}"], [role=tab][href="#${around.id}"]`)?.click();
      } else if (around.matches("[data-panel]")) {
        const toggle = around.querySelector("[data-panel-toggle]");
        if (toggle?.closest("[data-panel]") === around && toggle.getAttribute("aria-expanded") === "false") toggle.click();
      }
    }
  };

  // The field to which the error belongs, or what stands nearest to it: of a list that is too short, its first field or the button that adds.
  const fieldOf = (error) => {
    const follows = (each) => isShown(each) && error.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING;
    for (let around = error; !around.matches("form"); around = around.parentElement) {
      for (const kind of [FIELDS, "button"]) {
        const found = [...around.querySelectorAll(kind)].find(follows);
        if (found) return found;
      }
    }
    return null;
  };

  const show = (error) => {
    fieldOf(error)?.focus({ preventScroll: true });
    error.scrollIntoView({ block: "center", behavior: "instant" });
  };

  // What is removed from a list stands in the form still, and is never seen.
  const isRemoved = (error) => error.closest("[data-inline-panel-child].deleted");

  // Blocks of text are drawn by then; a tab takes its time to open.
  window.addEventListener("load", () => {
    const first = [...document.querySelectorAll(ERRORS)].find((error) => !isRemoved(error));
    if (!first) return;
    open(first);
    const wait = (turns) => {
      if (isShown(first)) show(first);
      else if (turns) requestAnimationFrame(() => wait(turns - 1));
    };
    wait(60);
  });
})();
