import { removeEntry } from '../../../core/compose/edits/removeEntry.ts';
import { insertIntoService } from '../../../core/compose/insertKeys.ts';
import type { ComposeModel, ComposeService } from '../../../core/compose/model.ts';
import type { ComposeProject } from '../../../core/compose/project.ts';
import type { Fix } from '../../../core/engine/finding.ts';
import { editsConflict, type TextEdit } from '../../../core/text/edits.ts';
import { listed } from '../../../core/text/listing.ts';
import type { Blocker, BlockerId } from './blockers.ts';
import { servicesNaming } from './nameUsers.ts';

interface Offer {
  readonly fixes: readonly Fix[];
  readonly withheld: string | null;
}

/** What a person has to do who wants the rest gone, too. */
const BY_HAND: Readonly<Partial<Record<BlockerId, string>>> = {
  ports: 'Let a proxy on the same network reach the service without a host port, or publish a range of ports (`8080-8081:80`).',
  network_mode: 'A second container needs a network of its own, behind a proxy.',
  volumes: 'Whether two containers may write to the volume at once is for you to judge.',
  healthcheck: 'What the service answers when it works cannot be seen from here.',
};

/** Takes the fixed name away and gives requests time to end; what else stands in the way is said. */
export function rolloutFix(compose: ComposeModel, service: ComposeService, blockers: readonly Blocker[], projects: readonly ComposeProject[]): Offer {
  const edits: TextEdit[] = [];
  const done: string[] = [];
  const reasons = blockers.flatMap(({ id }) => BY_HAND[id] ?? []);
  const name = blockers.find(({ id }) => id === 'container_name');
  const removal = name && service.get('container_name')?.origin === 'own' ? removeEntry(compose, service, ['container_name']) : null;
  if (removal && 'edits' in removal && removal.edits.length > 0) {
    edits.push(...removal.edits);
    done.push(`Remove \`container_name: ${name!.subject}\``);
  } else if (name) reasons.unshift(removal && 'refused' in removal ? removal.refused : '`container_name` is given in another place, which other services may share.');
  if (blockers.some(({ id }) => id === 'stop_grace_period')) {
    const insertion = insertIntoService(compose, service, { stop_grace_period: '30s' });
    if ('refused' in insertion) reasons.push(insertion.refused);
    else if (!insertion.edits.some((edit) => edits.some((other) => editsConflict(edit, other)))) {
      edits.push(...insertion.edits);
      done.push(done.length === 0 ? 'Give requests 30 s to end (`stop_grace_period`)' : 'give requests 30 s to end');
    }
  }
  const withheld = reasons[0] ?? null;
  if (edits.length === 0) return { fixes: [], withheld: withheld ?? 'What is missing is for you to say.' };
  const risk = done[0]!.startsWith('Remove') ? whoRelies(name!.subject, service.name, projects) : 'a stop may take that long';
  return { fixes: [{ kind: 'suggestion', title: `${done.join(' and ')}: ${risk}`, edits }], withheld };
}

function whoRelies(container: string, service: string, projects: readonly ComposeProject[]): string {
  const users = container === service ? [] : [...new Set(projects.flatMap((project) => servicesNaming(project, container, service)))];
  const commands = `\`docker exec ${container}\` becomes \`docker compose exec ${service}\``;
  return users.length === 0 ? commands : `${listed(users)} ${users.length === 1 ? 'reaches' : 'reach'} it by that name, and ${commands}`;
}
