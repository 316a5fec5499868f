import { insertIntoService } from '../../../core/compose/insertKeys.ts';
import type { ComposeModel, ComposeService } from '../../../core/compose/model.ts';
import type { TextEdit } from '../../../core/text/edits.ts';
import { loggingAnchor, type LoggingAnchor } from './loggingAnchor.ts';

export interface RotationSizes {
  readonly maxSize: string;
  readonly maxFile: string;
}

export interface Rotation {
  readonly edits: readonly TextEdit[];
  /** Names of the services that the edits reach, those that extend or merge another one included. */
  readonly services: ReadonlySet<string>;
  /** Why some service is left out, as a sentence; null where none is. */
  readonly refused: string | null;
  /** The anchor that the edits name; null where they write the settings themselves. */
  readonly anchor: string | null;
}

/** Stands where an alias is to be: the editor of keys writes values only, and reads each service alone, where no anchor is. */
const STAND_IN = 'drydock-alias-of-logging';

/** Adds `logging` with a limit to services that keep everything. The driver is named, since another default driver would refuse its options. */
export function addRotation(model: ComposeModel, services: readonly ComposeService[], { maxSize, maxFile }: RotationSizes): Rotation {
  const anchor = loggingAnchor(model);
  const settings = { driver: 'json-file', options: { 'max-size': maxSize, 'max-file': maxFile } };
  const edits: TextEdit[] = [];
  const reached = new Set<string>();
  let refused: string | null = null;
  let hasAlias = false;
  // What extends another gets what that one gets.
  for (const service of [...services].sort((a, b) => Number(a.get('extends') !== null) - Number(b.get('extends') !== null))) {
    if (reached.has(service.name)) continue;
    const isAlias = anchor !== null && service.get('logging') === null && canName(anchor, service);
    const insertion = insertIntoService(model, service, { logging: isAlias ? STAND_IN : settings });
    if ('refused' in insertion) {
      refused ??= insertion.refused;
      continue;
    }
    edits.push(...insertion.edits.map((edit) => ({ ...edit, text: isAlias ? withAlias(edit.text, anchor.name) : edit.text })));
    for (const name of insertion.services) reached.add(name);
    hasAlias ||= isAlias;
  }
  return { edits, services: reached, refused, anchor: hasAlias ? (anchor?.name ?? null) : null };
}

function canName({ end, document }: LoggingAnchor, service: ComposeService): boolean {
  return service.document === document && service.span.start >= end;
}

function withAlias(text: string, name: string): string {
  return text.replace(`"${STAND_IN}"`, STAND_IN).replace(STAND_IN, () => `*${name}`);
}
