/** Whether a key press is one of the configured shortcuts, and meant for Askdocs. */

/** The names a key press goes by: by what it types and, for other layouts, by where the key is. */
function namesOf({ ctrlKey, metaKey, altKey, shiftKey, key = "", code = "" }: KeyboardEvent): string[] {
  const modifiers = `${ctrlKey || metaKey ? "mod+" : ""}${altKey ? "alt+" : ""}${shiftKey ? "shift+" : ""}`;
  return [key, code.replace("Key", "")].map((name) => modifiers + name.toLowerCase());
}

/** In rich text Ctrl+I is italics, and in a field a bare key is a letter. */
export function isShortcut(event: KeyboardEvent, shortcuts: readonly string[]): boolean {
  if (event.defaultPrevented || !namesOf(event).some((name) => shortcuts.includes(name))) return false;
  const target = event.composedPath()[0] as HTMLElement;
  const types = /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  return !target.isContentEditable && (!types || event.ctrlKey || event.metaKey);
}
