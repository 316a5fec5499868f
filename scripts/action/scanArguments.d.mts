export const INPUTS: readonly string[];
export function scanArguments(inputs: Readonly<Record<string, string | undefined>>, summary: string | null): string[];
export function isTrue(name: string, value: string): boolean;
