import type { TemplateEntry } from './template.ts';

type More = Omit<TemplateEntry, 'pattern' | 'kind'>;

/** Made by a tool of this machine, or secret. */
export function waste(pattern: string, more: More = {}): TemplateEntry {
  return { pattern, kind: 'waste', ...more };
}

/** Made by builds that run what `madeBy` finds. */
export function output(pattern: string, madeBy: RegExp, more: More = {}): TemplateEntry {
  return { pattern, kind: 'output', madeBy, isRemade: true, ...more };
}

/** Perhaps a part of the product. */
export function content(pattern: string, more: More = {}): TemplateEntry {
  return { pattern, kind: 'content', ...more };
}
