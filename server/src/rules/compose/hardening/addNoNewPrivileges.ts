import { appendItems } from '../../../core/compose/edits/appendItems.ts';
import type { ComposeModel, ComposeService } from '../../../core/compose/model.ts';
import type { Fix } from '../../../core/engine/finding.ts';
import type { ProjectView } from '../../../core/engine/projectView.ts';
import type { TextEdit } from '../../../core/text/edits.ts';

/** A file with more is no file that a person edits by one click. */
const MOST_SERVICES = 300;

interface LeftOut {
  readonly service: string;
  readonly reason: string;
}

/**
 * One fix that gives every service the option. Compose refuses a service to which two places give the same option (`security_opt items at 0 and 1
 * are equal`): a service that extends or merges another gets it from there, and nothing is written where another file may say it as well.
 */
export function addNoNewPrivileges(model: ComposeModel, services: readonly ComposeService[], project: ProjectView | null): { fixes: Fix[]; withheld?: string } {
  if (services.length > MOST_SERVICES) return { fixes: [], withheld: `It is missing in ${services.length} services, which are too many to change at once.` };
  const wanted = new Set(services.map(({ name }) => name));
  const covered = new Set<string>();
  const leftOut: LeftOut[] = [];
  const edits: TextEdit[] = [];
  for (const service of parentsFirst(services, wanted)) {
    if (covered.has(service.name)) continue;
    const result = additionTo(model, service, wanted, project);
    if (result.reason !== undefined) leftOut.push({ service: service.name, reason: result.reason });
    else {
      edits.push(...result.edits);
      for (const name of result.names) covered.add(name);
    }
  }
  const [first] = leftOut;
  const others = leftOut.length > 1 ? `, and so ${leftOut.length === 2 ? 'is another service' : `are ${leftOut.length - 1} others`} for reasons like it` : '';
  const withheld = first ? `\`${first.service}\` is left out${others}: ${first.reason}` : null;
  if (edits.length === 0) return { fixes: [], ...(withheld !== null && { withheld }) };
  const count = covered.size;
  const where = count === 1 ? `\`${[...covered][0]!}\`` : `${count} services`;
  const fix: Fix = { kind: 'suggestion', title: `Add \`no-new-privileges\` to ${where}: what needs sudo or other setuid programs stops working there`, edits };
  return { fixes: [fix], ...(withheld !== null && { withheld }) };
}

function additionTo(model: ComposeModel, service: ComposeService, wanted: ReadonlySet<string>, project: ProjectView | null) {
  const result = appendItems(model, service, ['security_opt'], ['no-new-privileges:true']);
  if ('refused' in result) return { reason: result.refused };
  const names = [...new Set([service.name, ...(result.services ?? [])])];
  const other = names.find((name) => !wanted.has(name));
  if (other !== undefined) return { reason: `\`${other}\` takes its keys from there, and would get the option twice or against its own decision.` };
  for (const name of names) {
    const file = project?.securityOptionsElsewhere?.(name);
    if (file) return { reason: `\`${file}\` sets \`security_opt\` of \`${name}\` as well, and compose refuses a service that gets the same option twice.` };
  }
  return { edits: result.edits, names };
}

/** Those that take keys from another one of the list come last. */
function parentsFirst(services: readonly ComposeService[], wanted: ReadonlySet<string>): ComposeService[] {
  const isChild = (service: ComposeService): boolean => service.get('extends') !== null && service.inheritsFrom.some((name) => wanted.has(name));
  const children = services.filter(isChild).sort((a, b) => a.inheritsFrom.length - b.inheritsFrom.length);
  const later = new Set(children);
  return [...services.filter((service) => !later.has(service)), ...children];
}
