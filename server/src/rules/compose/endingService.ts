import { dependencyGraph } from '../../core/compose/graph/dependencyGraph.ts';
import { UNKNOWN, type ComposeProject, type ProjectService } from '../../core/compose/project.ts';
import { commandText, imageName, scalarText } from './serviceText.ts';

/** Why a service is taken for one that does something and ends. `awaited`: another one waits for its end, so it is certain. */
export type Ending = 'awaited' | 'command' | 'image';

/** What the last command of a service does where it changes a database or a store and ends. */
const JOB_COMMAND = new RegExp(
  `(?:^|[\\s/])(?:${[
    'manage\\.py (?:migrate|collectstatic|loaddata|createsuperuser|flush)', 'alembic (?:-\\S+ \\S+ )*upgrade', 'flask db upgrade', 'aerich upgrade', 'prisma (?:migrate deploy|db (?:push|seed))',
    'knex migrate:\\w+', 'sequelize(?:-cli)? db:\\w+', 'typeorm migration:run', 'drizzle-kit (?:migrate|push)', '(?:rails|rake) db:(?:migrate|setup|prepare|seed|create)',
    'artisan (?:migrate|db:seed)', 'flyway \\S*migrate', 'liquibase (?:\\S+ )*update', 'goose (?:\\S+ )*up', 'dbmate (?:\\S+ )*(?:up|migrate)', 'migrate (?:\\S+ )*up', 'pg_restore', 'createdb',
    '(?:npm|pnpm|yarn)(?: run)? (?:db:)?(?:migrate|migration|seed)(?::\\S+)?', 'mc (?:alias|mb|policy|anonymous|cp|ilm|event|admin (?:user|policy))', 'exit 0',
  ].join('|')})(?=$|[\\s"'])`,
);
/** What goes on after it would have ended. */
const GOES_ON = /\b(?:runserver|uvicorn|gunicorn|hypercorn|daphne|celery|puma|nginx|supervisord|tail -[fF]|sleep (?:infinity|inf)|--watch|while|exec)\b/;

/** Images that do one thing and end, whatever they are told. */
const JOB_IMAGES: ReadonlySet<string> = new Set(['flyway', 'liquibase', 'dbmate', 'hello-world']);

const endings = new WeakMap<ComposeProject, ReadonlyMap<ProjectService, Ending>>();

/** True where a service of the project ends by itself. */
export function hasJobs(project: ComposeProject): boolean {
  return endingsIn(project).size > 0;
}

/** Why a service of the project ends by itself; null where it runs on or nobody can tell. */
export function endingOf(service: ProjectService, project: ComposeProject): Ending | null {
  return endingsIn(project).get(service) ?? null;
}

function endingsIn(project: ComposeProject): ReadonlyMap<ProjectService, Ending> {
  const known = endings.get(project) ?? new Map([...project.services.values()].flatMap((service) => {
    const ending = readEnding(service, project);
    return ending === null ? [] : [[service, ending] as const];
  }));
  endings.set(project, known);
  return known;
}

function readEnding(service: ProjectService, project: ComposeProject): Ending | null {
  if (!mayEnd(service)) return null;
  const waiting = dependencyGraph(project).dependantsOf(service.name);
  if (waiting.some(({ condition }) => condition === 'service_completed_successfully')) return 'awaited';
  if (service.hasUnknownParent || service.get('healthcheck') !== null || !isEmptyList(service.get('ports'))) return null;
  const command = commandText(service);
  if (command !== '') return !GOES_ON.test(command) && JOB_COMMAND.test(lastCommand(command)) ? 'command' : null;
  return service.get('build') === null && JOB_IMAGES.has(imageName(service) ?? '') ? 'image' : null;
}

/** What is started again when it has ended well never ends (compose-spec, `restart` and `deploy.restart_policy`). */
function mayEnd(service: ProjectService): boolean {
  const restart = service.get('restart');
  if (restart === 'always' || restart === 'unless-stopped') return false;
  const policy = service.get('deploy', 'restart_policy', 'condition') ?? (service.get('deploy', 'restart_policy') === null ? 'none' : 'any');
  if ([restart, policy, service.get('command'), service.get('entrypoint')].includes(UNKNOWN) || service.get('provider') !== null) return false;
  if (restart === null || restart === '') return policy === 'none' || policy === 'on-failure';
  return restart === 'no' || restart === false || scalarText(restart).startsWith('on-failure');
}

/** The last command of a script: those before it end for sure. */
function lastCommand(command: string): string {
  return command.replace(/[\s;"']+$/, '').split(/&&|\|\||[;\n]/).at(-1)!.trim();
}

function isEmptyList(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}
