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

  // Several are chosen from more than one page or search: what was ticked stays, above the list.
  const ROW = "[data-multiple-choice-select]";
  const KEPT = "[data-desk-kept]";

  const listOf = (form) => {
    if (!form.querySelector(KEPT)) {
      const list = document.createElement("ul");
      list.dataset.deskKept = "";
      form.prepend(list);
    }
    return form.querySelector(KEPT);
  };

  const twins = (form, box) => [...form.querySelectorAll(ROW)].filter((each) => each !== box && each.value === box.value);

  const keep = (form, box) => {
    const name = box.closest("tr")?.querySelector("label")?.textContent.trim() ?? box.title;
    const kept = box.cloneNode();
    kept.removeAttribute("id");
    kept.checked = true;
    const label = document.createElement("label");
    label.append(kept, ` ${name}`);
    const line = document.createElement("li");
    line.append(label);
    listOf(form).append(line);
  };

  document.addEventListener("change", ({ target }) => {
    const form = target.matches(ROW) && target.closest("[data-multiple-choice-form]");
    if (!form) return;
    const others = twins(form, target);
    for (const other of others) {
      if (!target.checked && other.closest(KEPT)) other.closest("li").remove();
      else other.checked = target.checked;
    }
    if (target.checked && !others.some((each) => each.closest(KEPT))) keep(form, target);
    if (!target.checked && target.closest(KEPT)) {
      target.closest("li").remove();
      form.querySelector(ROW)?.dispatchEvent(new Event("change"));
    }
  });

  // A form that comes back refused is hidden by Wagtail, as if the list beside it were to be seen.
  const show = (panel) => {
    const tab = document.getElementById(panel.getAttribute("aria-labelledby"));
    if (tab?.getAttribute("aria-selected") !== "true" || !panel.querySelector(".w-field--error, .messages")) return;
    panel.hidden = false;
    panel.querySelector(".w-field--error :is(input, select, textarea)")?.focus();
  };

  // Rows that come with another page or search show what is kept.
  new MutationObserver(() => {
    document.querySelectorAll(".modal [role=tabpanel][hidden]").forEach(show);
    for (const kept of document.querySelectorAll(`.modal ${KEPT} ${ROW}`)) {
      for (const row of twins(kept.form, kept)) row.checked = kept.checked;
    }
  }).observe(document, { childList: true, subtree: true });

  // Wagtail scrolls to a heading in its map of the form, and would move the form itself beneath the menu with it.
  document.addEventListener(
    "scroll",
    ({ target }) => {
      if (target.id === "main" && target.scrollLeft) target.scrollLeft = 0;
    },
    true,
  );
})();
