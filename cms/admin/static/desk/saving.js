// Who publishes while the page saves itself publishes after that: until the answer is there, the form does not know which of its lines
// are stored already, and would store them once more.
(() => {
  const LONGEST = 10_000;
  const ENDS = ["w-autosave:success", "w-autosave:error"];

  document.addEventListener(
    "submit",
    (event) => {
      const { target: form, submitter } = event;
      if (form.dataset.wAutosaveStateValue !== "saving" || event.defaultPrevented) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      // The button is out of use by then, and its name is not sent.
      const chosen = document.createElement("input");
      Object.assign(chosen, { type: "hidden", name: submitter?.name ?? "", value: submitter?.value ?? "" });
      const submit = () => {
        clearTimeout(patience);
        ENDS.forEach((end) => form.removeEventListener(end, submit));
        form.dataset.wAutosaveActiveValue = "false";
        form.dataset.wAutosaveStateValue = "saved";
        if (chosen.name) form.append(chosen);
        form.requestSubmit();
      };
      const patience = setTimeout(submit, LONGEST);
      ENDS.forEach((end) => form.addEventListener(end, submit));
    },
    true,
  );
})();
