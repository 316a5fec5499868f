import { isMap, type Node } from 'yaml';
import { interpolate } from './interpolate.ts';
import { bindLayerData, LayerBudget, layData, readLayerData } from './layerData.ts';
import type { ComposeModel, ComposeService } from './model.ts';
import { isPlainMap } from './plainData.ts';
import { UNKNOWN, type ComposeProject, type ProjectService } from './project.ts';

const known = new WeakMap<ComposeModel, ComposeProject>();

/** The project that a document makes on its own, where nothing is known of a workspace: no `.env`, no other file. */
export function soleProject(model: ComposeModel): ComposeProject {
  const before = known.get(model);
  if (before) return before;
  const budget = new LayerBudget();
  const services = new Map(model.services.map((service) => [service.name, new SoleService(service, model, budget)]));
  const isComplete = topNode(model, 'include').length === 0;
  const get = (...path: string[]): unknown => {
    const nodes = path[0] === undefined ? [] : topNode(model, path[0]);
    return dig(path[0] === undefined ? null : layNodes(nodes, path[0], model, budget), path);
  };
  const project: ComposeProject = { files: [], services, get, isComplete };
  known.set(model, project);
  return project;
}

function topNode(model: ComposeModel, key: string) {
  return model.documents.flatMap(({ contents }) => {
    const node = isMap(contents) ? model.entries(contents).get(key)?.pair.value : undefined;
    return node ? [node] : [];
  });
}

class SoleService implements ProjectService {
  private readonly values = new Map<string, unknown>();

  constructor(
    private readonly service: ComposeService,
    private readonly model: ComposeModel,
    private readonly budget: LayerBudget,
  ) {}

  get name(): string {
    return this.service.name;
  }

  get hasUnknownParent(): boolean {
    return this.service.hasUnknownParent;
  }

  get(...path: string[]): unknown {
    const first = path[0];
    if (first === undefined) return null;
    let value = this.values.get(first);
    if (value === undefined) {
      const nodes = this.service.layersOf(first);
      // Most keys that somebody asks for are not there: they are not worth remembering.
      if (nodes.length === 0) return null;
      value = layNodes(nodes, first, this.model, this.budget);
      this.values.set(first, value);
    }
    return path.length === 1 ? value : dig(value, path);
  }

  filesWith(): readonly string[] {
    return [];
  }
}

/** Lays what nodes say over each other, weakest first. Most keys have one layer without variables: what was read is then the value. */
function layNodes(nodes: readonly (Node | null)[], key: string, model: ComposeModel, budget: LayerBudget): unknown {
  if (nodes.length === 0) return null;
  budget.hasVariables = budget.hasReplacements = false;
  const read = nodes.map((node) => readLayerData(node, key, model, budget));
  const layers = budget.hasVariables ? read.map((data) => bindLayerData(data, interpolate)) : read;
  if (layers.length === 1 && !budget.hasReplacements) return layers[0] ?? null;
  return layers.reduce<unknown>((lower, layer) => layData(lower, layer, key), null);
}

/** Follows a path from the value of its first key on. */
function dig(data: unknown, path: readonly string[]): unknown {
  let value = data;
  for (let i = 1; i < path.length; i++) {
    if (value === UNKNOWN) return UNKNOWN;
    value = isPlainMap(value) ? value[path[i]!] : null;
  }
  return value ?? null;
}
