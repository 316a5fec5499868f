import { interpolate, type Variables } from './interpolate.ts';
import { bindLayerData, layData, Replacement } from './layerData.ts';
import { isPlainMap } from './plainData.ts';
import { UNKNOWN, type ProjectService } from './project.ts';

/** What one document of one file says of a service, or of everything beside the services. */
export interface Saying {
  /** Workspace-relative. */
  readonly file: string;
  /** As `readLayerData` gives it. */
  readonly data: unknown;
  readonly variables: Variables;
}

/** Sayings laid over each other, each key when somebody asks for it. */
export class LayeredData {
  private readonly known = new Map<string, unknown>();

  /** @param sayings weakest first */
  constructor(private readonly sayings: readonly Saying[]) {}

  get(...path: string[]): unknown {
    const [first] = path;
    if (first === undefined) return null;
    let value = this.known.get(first);
    if (value === undefined) this.known.set(first, (value = this.lay(first)));
    return valueAt(value, path, 1);
  }

  filesWith(...path: string[]): readonly string[] {
    return this.sayings.flatMap(({ file, data }) => {
      const value = valueAt(data, path);
      return value === null || (value instanceof Replacement && value.value === null) ? [] : [file];
    });
  }

  private lay(key: string): unknown {
    let result: unknown = null;
    for (const { data, variables } of this.sayings) {
      const said = isPlainMap(data) ? data[key] : data === UNKNOWN ? UNKNOWN : null;
      if (said === null || said === undefined) continue;
      result = layData(result, bindLayerData(said, (text) => interpolate(text, variables)), key);
    }
    return result;
  }
}

export class LayeredService extends LayeredData implements ProjectService {
  constructor(
    readonly name: string,
    sayings: readonly Saying[],
    readonly hasUnknownParent: boolean,
  ) {
    super(sayings);
  }
}

/** @param from how many names of the path lead to `data` */
function valueAt(data: unknown, path: readonly string[], from = 0): unknown {
  let value = data;
  for (let index = from; index < path.length; index++) {
    if (value === UNKNOWN) return UNKNOWN;
    if (value instanceof Replacement) value = value.value;
    value = isPlainMap(value) ? value[path[index]!] : null;
  }
  return value ?? null;
}
