// What was searched for in a chooser and is missing need not be typed again: its words are in the form that makes it.
(() => {
  const split = (words) => {
    const parts = words.split(/\s+/);
    const titles = parts.findIndex((part) => !part.endsWith("."));
    const names = parts.slice(titles < 0 ? 0 : titles);
    return {
      honorific: parts.slice(0, Math.max(titles, 0)).join(" "),
      given_name: names.slice(0, -1).join(" "),
      family_name: names.at(-1),
    };
  };

  const fill = (form, words) => {
    const values = form.elements.namedItem("family_name") ? split(words) : { name: words };
    for (const [name, value] of Object.entries(values)) {
      const field = form.elements.namedItem(name);
      if (field && !field.value) field.value = value;
    }
  };

  const isEmpty = (field) => !field.value && field.type !== "hidden";

  document.addEventListener("click", (event) => {
    const way = event.target.closest("[data-desk-create], [role=tab][href='#tab-create']");
    const dialog = way?.closest(".modal");
    const form = dialog?.querySelector("[data-chooser-modal-creation-form]");
    if (!form) return;
    const words = dialog.querySelector("[data-chooser-modal-search] [name=q]")?.value.trim();
    if (words) fill(form, words);
    if (way.hasAttribute("data-desk-create")) {
      dialog.querySelector("[role=tab][href='#tab-create']").click();
      // The tab takes its time to open.
      setTimeout(() => ([...form.elements].find(isEmpty) ?? form.elements[0]).focus(), 50);
    }
  });
})();
