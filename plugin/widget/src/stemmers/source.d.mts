export const STEMMERS: Readonly<Record<string, string>>;
export function stemmerSource(code: string, vendor: string): string;
