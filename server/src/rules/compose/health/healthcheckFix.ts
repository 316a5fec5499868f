import { insertIntoService, type Refusal } from '../../../core/compose/insertKeys.ts';
import type { ComposeModel } from '../../../core/compose/model.ts';
import type { ProjectService } from '../../../core/compose/project.ts';
import type { Fix } from '../../../core/engine/finding.ts';
import type { ProjectView } from '../../../core/engine/projectView.ts';
import type { TextEdit } from '../../../core/text/edits.ts';
import { mergeEdits } from '../../edits/mergeEdits.ts';
import { perDocument } from '../perDocument.ts';
import { isWithheld, type Recipe } from './recipes/recipe.ts';
import { recipeFor } from './recipes.ts';

/** A health check to be written for one service. */
export interface PlannedHealthcheck {
  readonly service: string;
  readonly recipe: Recipe;
  /** Edits of the checked file. */
  readonly edits: readonly TextEdit[];
  /** Edits of the file that says what the service runs, where the checked one does not name it. */
  readonly elsewhere: Fix['elsewhere'];
}

/** The health check that a service can be given, in the checked file where that names it, or why it cannot. Remembered: forty services wait for one database. */
export function planHealthcheck(compose: ComposeModel, target: ProjectService, project: ProjectView | null): PlannedHealthcheck | Refusal {
  const plans = perDocument({ compose, project }, planHealthcheck, () => new WeakMap<ProjectService, PlannedHealthcheck | Refusal>());
  const plan = plans.get(target) ?? makePlan(compose, target, project);
  plans.set(target, plan);
  return plan;
}

function makePlan(compose: ComposeModel, target: ProjectService, project: ProjectView | null): PlannedHealthcheck | Refusal {
  const recipe = recipeFor(target, project);
  if (isWithheld(recipe)) return { refused: recipe.withheld };
  const own = compose.service(target.name);
  const path = own ? null : (target.filesWith(target.get('build') === null ? 'image' : 'build').at(-1) ?? null);
  const model = own ? compose : ((path !== null && project?.composeFile?.(path)) || null);
  const service = own ?? model?.service(target.name) ?? null;
  if (!model || !service) return { refused: `\`${target.name}\` is written in another file: give it a health check there.` };
  const { test, timings } = recipe;
  const insertion = insertIntoService(model, service, { healthcheck: { test, ...timings } });
  if ('refused' in insertion) return insertion;
  const others = insertion.services.filter((name) => name !== target.name);
  if (others.length > 0) return { refused: `\`${others[0]!}\` takes its keys from \`${target.name}\`, and this health check may not fit it.` };
  const { edits } = insertion;
  const isHere = path === null;
  return { service: target.name, recipe, edits: isHere ? edits : [], elsewhere: isHere ? [] : [{ path, text: model.text, edits }] };
}

/** A fix that changes the checked file, and other files with it where there are any; `plans` may meet in one file. */
export function fixWith(title: string, edits: readonly TextEdit[], plans: readonly PlannedHealthcheck[]): Fix {
  const byFile = new Map<string, { text: string; edits: readonly TextEdit[] }>();
  for (const { path, text, edits: own } of plans.flatMap(({ elsewhere = [] }) => elsewhere)) {
    byFile.set(path, { text, edits: [...(byFile.get(path)?.edits ?? []), ...own] });
  }
  const elsewhere = [...byFile].map(([path, file]) => ({ path, text: file.text, edits: mergeEdits(file.edits) }));
  const here = mergeEdits([...edits, ...plans.flatMap((plan) => plan.edits)]);
  return { kind: 'suggestion', title, edits: here, ...(elsewhere.length > 0 && { elsewhere }) };
}

/** What is run, in short, for titles: `pg_isready`. */
export function probeName({ test }: Recipe): string {
  const [form, ...words] = test;
  const command = form === 'CMD-SHELL' ? words[0]!.split(' ') : words;
  const program = command.find((word) => !/^[A-Z_]+=/.test(word)) ?? '';
  return program.slice(program.lastIndexOf('/') + 1);
}
