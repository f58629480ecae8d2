// Starts Wagtail's date fields, choosers and lists of lines from data, since the policy of the desk lets no script run inside of a page.
// Stands before the page's content and looks at what comes, as the page is read and whenever a form adds to it.
(() => {
  const STARTERS = /^(?:init(?:Date|DateTime|Time)Chooser|createTaskChooser|InlinePanel|MultipleChooserPanel|[A-Z]\w*Chooser(?:Widget)?)$/;

  // What is stored in a list of lines comes as fields alone: each line is a copy of the empty one with these in their places.
  const draw = ({ formsetPrefix: list }) => {
    const empty = document.getElementById(`${list}-EMPTY_FORM_TEMPLATE`);
    const rows = document.querySelectorAll(`template[data-desk-row="${list.replace(/^id_/, "")}"]`);
    rows.forEach(({ content }, number) => {
      const row = document.createElement("template");
      row.innerHTML = empty.innerHTML.replaceAll("__prefix__", number);
      for (const field of [...content.children]) {
        const place = field.dataset.deskPlace;
        if (place) row.content.getElementById(place).querySelector("[data-field-input]").replaceChildren(...field.childNodes);
        else row.content.getElementById(field.id).replaceWith(field);
      }
      document.getElementById(`${list}-FORMS`).append(row.content);
    });
    rows.forEach((row) => row.remove());
  };

  const start = (element) => {
    const name = element.dataset.deskStart;
    if (!name || !STARTERS.test(name) || typeof window[name] !== "function") return;
    let values;
    try {
      values = JSON.parse(element.textContent);
    } catch {
      return; // not read to its end yet
    }
    delete element.dataset.deskStart;
    if (name.endsWith("Panel")) values = values.map((each) => (typeof each === "string" ? JSON.parse(each) : each));
    if (name === "InlinePanel" || name === "MultipleChooserPanel") draw(...values);
    if (/^[a-z]/.test(name)) window[name](...values);
    else new window[name](...values);
  };

  const startWithin = (node) => {
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    if (node.matches("script[data-desk-start]")) start(node);
    node.querySelectorAll("script[data-desk-start]").forEach(start);
  };

  new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach(startWithin))).observe(document, {
    childList: true,
    subtree: true,
  });
  // Whoever adds a line and fills it at once does not wait until it was looked at.
  document.addEventListener("w-formset:added", (event) => startWithin(event.target));
  document.addEventListener("DOMContentLoaded", () => startWithin(document.documentElement));
})();
