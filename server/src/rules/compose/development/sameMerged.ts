import { LayerBudget, layData, readLayerData } from '../../../core/compose/layerData.ts';
import type { ComposeModel } from '../../../core/compose/model.ts';
import { isPlainMap } from '../../../core/compose/plainData.ts';

const KEYS: readonly string[] = ['build', 'command', 'entrypoint', 'image', 'ports', 'volumes'];

/** True where a service means the same in both pairs of files, an override laid over a base: the order of ports and volumes means nothing. */
export function isSameMerged(name: string, before: readonly ComposeModel[], after: readonly ComposeModel[]): boolean {
  return KEYS.every((key) => mergedText(name, key, before) === mergedText(name, key, after));
}

function mergedText(name: string, key: string, models: readonly ComposeModel[]): string {
  let merged: unknown = null;
  for (const model of models) {
    const layers = model.service(name)?.layersOf(key) ?? [];
    for (const node of layers) merged = layData(merged, readLayerData(node, key, model, new LayerBudget()), key);
  }
  const isSet = key === 'ports' || key === 'volumes';
  const items = isSet && Array.isArray(merged) ? [...new Set(merged.map((item) => JSON.stringify(item)))].sort() : merged;
  return JSON.stringify(items, (_, value: unknown) => (isPlainMap(value) ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)) : typeof value === 'symbol' ? '?' : value));
}
