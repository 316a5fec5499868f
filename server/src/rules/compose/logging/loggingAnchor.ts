import { isMap, type Node, type YAMLMap } from 'yaml';
import type { ComposeModel, ComposeService } from '../../../core/compose/model.ts';
import { isPlainMap, toPlainData } from '../../../core/compose/plainData.ts';

/** Settings of a log that the file has under a name, to be used again. */
export interface LoggingAnchor {
  readonly name: string;
  /** An alias can stand behind it only. */
  readonly end: number;
  readonly document: ComposeService['document'];
}

/** Settings of `logging` with an anchor: `x-logging: &logging`, or those of a service. Null where the file has none that limit anything. */
export function loggingAnchor(model: ComposeModel): LoggingAnchor | null {
  if (!model.text.includes('&')) return null;
  for (const document of model.documents) {
    const root = document.contents;
    if (!isMap(root)) continue;
    for (const [key, { pair }] of model.entries(root as YAMLMap)) {
      const found = key.startsWith('x-') ? anchorAt(model, pair.value, document) : null;
      if (found) return found;
    }
  }
  for (const service of model.services) {
    const found = anchorAt(model, service.get('logging')?.node ?? null, service.document);
    if (found) return found;
  }
  return null;
}

function anchorAt(model: ComposeModel, node: Node | null, document: LoggingAnchor['document']): LoggingAnchor | null {
  if (!isMap(node) || !node.anchor || !node.range || !/^[\w-]+$/.test(node.anchor)) return null;
  const data = toPlainData(node, model);
  if (!isPlainMap(data) || Object.keys(data).some((key) => key !== 'driver' && key !== 'options')) return null;
  const isLimit = isPlainMap(data['options']) ? typeof data['options']['max-size'] === 'string' : typeof data['driver'] === 'string' && data['driver'] !== 'json-file';
  const isOnly = model.text.split(`&${node.anchor}`).length === 2;
  return isLimit && isOnly ? { name: node.anchor, end: node.range[1], document } : null;
}
