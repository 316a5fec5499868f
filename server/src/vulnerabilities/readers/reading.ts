import { isObject } from '../../core/collections/objects.ts';
import { shownText } from '../../timing/shownText.ts';
import { LEVELS, NO_COUNTS, type HistoryEntry, type Level, type Vulnerability } from '../model.ts';

/** Characters of one report: the largest images have some tens of thousands of findings. More is refused. */
export const LARGEST_REPORT = 100_000_000;
/** So many are kept of one image; the rest is counted. */
export const MOST_VULNERABILITIES = 50_000;
/** Entries of one image's history: it has 127 layers at the most, and instructions without one beside them. */
const MOST_HISTORY = 1_000;
/** Characters of one instruction in the history: it is compared with the Dockerfile's. */
const MOST_INSTRUCTION = 100_000;

export type Fields = Readonly<Record<string, unknown>>;

/** Null for what is no JSON object, or more than anybody's report. */
export function readJson(text: string): Fields | null {
  if (text.length > LARGEST_REPORT) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

export function fieldsOf(value: unknown): Fields {
  return isObject(value) ? value : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** As one line that can be shown; null for what is no text, or an empty one. */
export function textOf(value: unknown, most = 200): string | null {
  const text = typeof value === 'string' ? shownText(value, most) : '';
  return text === '' ? null : text;
}

/** Pages of advisories are on https; whatever else a report names is not opened. */
export function urlOf(value: unknown): string | null {
  const text = textOf(value, 500);
  return text !== null && /^https:\/\/[\w.-]+(?:\/[^\s"'<>`\\]*)?$/.test(text) ? text : null;
}

export function levelOf(value: unknown): Level {
  const word = typeof value === 'string' ? value.toLowerCase() : '';
  // Grype's word for what distributions do not mean to fix.
  if (word === 'negligible') return 'low';
  return LEVELS.find((level) => level === word) ?? 'unknown';
}

export function digestOf(value: unknown): string | null {
  return typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value) ? value : null;
}

/** Where the entries of an image are in its history, by the digest of their layer. */
export interface ReadHistory {
  readonly history: readonly HistoryEntry[];
  layerOf(diffId: unknown): number | null;
}

export const NO_HISTORY: ReadHistory = { history: [], layerOf: () => null };

/**
 * Reads an image's configuration (OCI image specification): the n-th layer belongs to the n-th entry of the history that is not empty. Where
 * their numbers differ, as for images that were squashed, nothing is known.
 */
export function readHistory(config: unknown): ReadHistory {
  const entries = listOf(fieldsOf(config)['history']);
  if (entries.length > MOST_HISTORY) return NO_HISTORY;
  const history = entries.map((entry): HistoryEntry => {
    const { created_by: createdBy, empty_layer: isEmpty } = fieldsOf(entry);
    return { createdBy: typeof createdBy === 'string' ? createdBy.slice(0, MOST_INSTRUCTION) : '', hasLayer: isEmpty !== true };
  });
  const layers = history.flatMap(({ hasLayer }, index) => (hasLayer ? [index] : []));
  const diffIds = listOf(fieldsOf(fieldsOf(config)['rootfs'])['diff_ids']);
  if (diffIds.length !== layers.length) return NO_HISTORY;
  // The same content may lie in two layers: it came with the first.
  const byDiffId = new Map<unknown, number>();
  diffIds.forEach((diffId, index) => {
    if (digestOf(diffId) !== null && !byDiffId.has(diffId)) byDiffId.set(diffId, layers[index]!);
  });
  return { history, layerOf: (diffId) => byDiffId.get(diffId) ?? null };
}

/** Keeps as many as anybody can look at, and counts the others. */
export class Found {
  readonly kept: Vulnerability[] = [];
  readonly leftOut: Record<Level, number> = { ...NO_COUNTS };

  add(vulnerability: Vulnerability): void {
    if (this.kept.length < MOST_VULNERABILITIES) this.kept.push(vulnerability);
    else this.leftOut[vulnerability.level]++;
  }
}
