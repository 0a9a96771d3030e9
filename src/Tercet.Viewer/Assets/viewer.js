// The little that the server cannot do: keys wherever the focus is, and scrolling.

const handled = new Set([
  "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End", "Escape", "/", "?", "+", "=", "-", "0",
  "1", "2", "3", "s", "w", "e", "r", "f", "u", "j", "k",
]);
const typed = (element) => element.isContentEditable || element.tagName === "TEXTAREA" || element.tagName === "SELECT"
  || (element.tagName === "INPUT" && element.type !== "range");
const scrolls = new Set(["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"]);

export function listen(shortcuts) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !handled.has(event.key))
      return;
    if (typed(event.target) && event.key !== "Escape")
      return;
    if (event.target.type === "range" && event.key.length > 1 && event.key !== "Escape")
      return; // a slider has these keys itself
    if (scrolls.has(event.key) && event.target.closest(".scroll, .overlay"))
      return; // a list scrolls
    event.preventDefault();
    shortcuts.invokeMethodAsync("Press", event.key).catch(() => { });
  });
  document.documentElement.dataset.listens = "true";
}

export function scrollTo(id, top) {
  const element = document.getElementById(id);
  if (element)
    element.scrollTop = top;
}
