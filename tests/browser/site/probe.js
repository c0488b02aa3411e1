document.addEventListener("DOMContentLoaded", () => {
  window.seen = typeof window.askdocs?.ask;
});
