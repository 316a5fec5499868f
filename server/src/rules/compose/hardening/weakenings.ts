import { isScalar, isSeq, type Scalar, type YAMLSeq } from 'yaml';
import type { ComposeModel, ComposeService } from '../../../core/compose/model.ts';
import type { ProjectService } from '../../../core/compose/project.ts';
import { weakeningOf } from './securityOptions.ts';

/** An entry of `security_opt` that takes protection away. */
export interface Weakening {
  readonly list: YAMLSeq;
  readonly index: number;
  readonly node: Scalar;
  readonly option: string;
  /** What it takes away. */
  readonly loss: string;
}

/** Those that the file itself gives a service and that no stronger file takes back. */
export function weakenings(model: ComposeModel, service: ComposeService, merged: readonly ProjectService[]): readonly Weakening[] {
  return service.layersOf('security_opt').flatMap((layer) => {
    const list = model.resolve(layer);
    if (!isSeq(list)) return [];
    return list.items.flatMap((item, index): Weakening[] => {
      const option = isScalar(item) && typeof item.value === 'string' ? item.value : '';
      const loss = weakeningOf(option);
      if (!isScalar(item) || loss === null || !merged.some((each) => has(each, option))) return [];
      return [{ list, index, node: item, option, loss }];
    });
  });
}

function has(service: ProjectService, option: string): boolean {
  const options = service.get('security_opt');
  return Array.isArray(options) && options.includes(option);
}
