// Adds lines to the dates of an event: one like the last, or one for each day of a rule. What they are is asked of the server.
(() => {
  const NOT_COPIED = /-(?:id|ORDER|DELETE|start_date|end_date|previous_start|status|status_note|year_inferred)$/;

  const start = (desk) => {
    const list = desk.dataset.list;
    const within = (name) => desk.querySelector(`[data-recurrence-${name}]`);
    const total = document.getElementById(`id_${list}-TOTAL_FORMS`);
    const field = (number, name) => document.getElementById(`id_${list}-${number}-${name}`);
    const rule = document.getElementById("desk-recurrence-rule");
    const days = desk.querySelector("fieldset");

    // The fields of the rule stand within the form of the page, and are no part of it.
    rule.querySelectorAll("[name]").forEach((each) => each.removeAttribute("name"));

    const last = () => {
      for (let number = total.value - 1; number >= 0; number--) {
        const deleted = field(number, "DELETE");
        if (field(number, "start_date") && !(deleted?.checked || deleted?.value === "1")) return number;
      }
      return -1;
    };

    const copy = (from, to) => {
      const beginning = `${list}-${from}-`;
      for (const given of document.querySelectorAll(`[name^="${beginning}"]`)) {
        if (NOT_COPIED.test(given.name)) continue;
        const place = document.getElementById(`id_${list}-${to}-${given.name.slice(beginning.length)}`);
        if (!place) continue;
        const chooser = document.getElementById(`${given.id}-chooser`)?.widget;
        if (chooser) document.getElementById(`${place.id}-chooser`).widget.setState(chooser.getState());
        else if (given.type === "checkbox") place.checked = given.checked;
        else place.value = given.value;
      }
    };

    // A line like the last one; its choosers are there once the page has taken note of it.
    const add = async (day) => {
      const from = last();
      const to = Number(total.value);
      document.getElementById(`id_${list}-ADD`).click();
      await new Promise((done) => setTimeout(done));
      if (from >= 0) copy(from, to);
      const date = field(to, "start_date");
      date.value = day;
      date.dispatchEvent(new Event("change", { bubbles: true }));
      return date;
    };

    const say = (errors) => {
      for (const place of desk.querySelectorAll("[data-recurrence-error]")) {
        const name = place.dataset.recurrenceError;
        place.textContent = (errors[name] ?? (name ? [] : [...(errors.__all__ ?? []), ...(errors.first ?? [])])).join(" ");
        // What is no error must not look like one: a form opens at the first of them.
        place.classList.toggle("error-message", Boolean(place.textContent));
        const input = name && document.getElementById(`desk-recurrence-${name}`);
        if (input) input.setAttribute("aria-invalid", Boolean(place.textContent));
        if (input) input.setAttribute("aria-describedby", place.id);
      }
    };

    const show = async () => {
      const given = { first: field(last(), "start_date")?.value ?? "" };
      for (const name of ["frequency", "until", "count"]) given[name] = document.getElementById(`desk-recurrence-${name}`).value;
      const answer = await fetch(`${desk.dataset.deskRecurrence}?${new URLSearchParams(given)}`);
      const found = await answer.json();
      say(found.errors ?? {});
      days.hidden = !found.days;
      days.querySelector("ul").replaceChildren(
        ...(found.days ?? []).map(({ value, label }) => {
          const item = document.createElement("li");
          const text = document.createElement("label");
          const box = document.createElement("input");
          box.type = "checkbox";
          box.value = value;
          box.checked = true;
          text.append(box, ` ${label}`);
          item.append(text);
          return item;
        }),
      );
    };

    within("open").addEventListener("click", () => {
      rule.hidden = !rule.hidden;
      within("open").setAttribute("aria-expanded", !rule.hidden);
      if (!rule.hidden) document.getElementById("desk-recurrence-frequency").focus();
    });
    within("double").addEventListener("click", async () => (await add("")).focus());
    within("show").addEventListener("click", show);
    rule.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target.type === "button" || event.target.type === "checkbox") return;
      event.preventDefault();
      show();
    });
    within("add").addEventListener("click", async () => {
      const chosen = [...days.querySelectorAll("input:checked")].map((box) => box.value);
      for (const day of chosen) await add(day);
      rule.hidden = days.hidden = true;
      within("open").setAttribute("aria-expanded", false);
      const said = within("added");
      said.textContent = `${said.dataset.said} ${chosen.length}`;
      within("open").focus();
    });
  };

  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-desk-recurrence]").forEach(start));
})();
