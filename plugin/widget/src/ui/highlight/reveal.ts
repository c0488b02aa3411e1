/** Opens what hides an element: `<details>`, tabs of Material, of sphinx-design and by ARIA, `hidden=until-found`. */

export function reveal(element: Element): void {
  for (let box: Element | null = element; box; box = box.parentElement) {
    if (box instanceof HTMLDetailsElement) box.open = true;
    else if (box.matches(".tabbed-block")) choose(materialTab(box));
    else if (box.matches(".sd-tab-content")) choose(inputBefore(box));
    else if (box.matches("[role=tabpanel][id]") && !box.checkVisibility()) ariaTab(box)?.click();
    else if (box.getAttribute("hidden") === "until-found") box.removeAttribute("hidden");
  }
}

/** Material keeps the radio buttons of a set of tabs beside the blocks, in the same order. */
function materialTab(block: Element): HTMLInputElement | null {
  const index = [...(block.parentElement?.children ?? [])].indexOf(block);
  const inputs = block.closest(".tabbed-set")?.querySelectorAll<HTMLInputElement>(":scope > input");
  return inputs?.[index] ?? null;
}

function inputBefore(block: Element): HTMLInputElement | null {
  let before = block.previousElementSibling;
  while (before && !(before instanceof HTMLInputElement)) before = before.previousElementSibling;
  return before;
}

function ariaTab(panel: Element): HTMLElement | null {
  return document.querySelector(`[role=tab][aria-controls="${CSS.escape(panel.id)}"]`);
}

function choose(input: HTMLInputElement | null): void {
  if (!input || input.checked) return;
  input.checked = true;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}
