// A trial asks without what was left empty, and with what belongs into the path in its place.
for (const form of document.querySelectorAll("form[data-path]")) {
  const { path } = form.dataset;
  form.addEventListener("submit", () => {
    form.action = path.replace(/{(\w+)}/g, (_, name) => encodeURIComponent(form.elements[name].value));
  });
  form.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) if (!value || path.includes(`{${name}}`)) formData.delete(name);
  });
}
