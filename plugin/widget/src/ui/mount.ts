/** Puts what a page's own script offers into the places that its author has left for it. */

/** Calls `fill` for each `<div data-askdocs="NAME">` that is still empty of it; `css` is adopted once. */
export function mount(name: string, css: string, fill: (place: HTMLElement) => void): void {
  const now = (): void => {
    for (const place of document.querySelectorAll<HTMLElement>(`[data-askdocs="${name}"]`)) {
      if (place.dataset["mounted"] !== undefined) continue;
      place.dataset["mounted"] = "";
      adopt(css);
      fill(place);
    }
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", now, { once: true });
  else now();
}

const adopted = new Set<string>();

function adopt(css: string): void {
  if (adopted.has(css)) return;
  adopted.add(css);
  const sheet = new CSSStyleSheet(); // a <style> element would need 'unsafe-inline'
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
