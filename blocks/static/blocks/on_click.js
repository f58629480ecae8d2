// Content of others is loaded when somebody asks for it, and not before; without scripts a link leads to it.
for (const ask of document.querySelectorAll("[data-frame]")) {
  ask.hidden = false;
  ask.querySelector("button").addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.src = ask.dataset.frame;
    frame.title = ask.dataset.title;
    frame.className = "lf-embed__frame";
    frame.allow = "fullscreen; picture-in-picture";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    if (ask.previousElementSibling?.matches("picture")) ask.previousElementSibling.remove();
    ask.replaceWith(frame);
    frame.focus();
  });
}
