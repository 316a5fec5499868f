import type { ComposeProject } from '../../core/compose/project.ts';
import { dependenciesOf } from '../../core/compose/settings/dependencies.ts';
import type { ServiceReading } from './serviceReading.ts';
import { commandText, imageName, scalarText, wordsOf } from './serviceText.ts';

const JOB_NAME = /(?:^|[-_.])(?:migrate|migrations?|migrator|init|initdb|seed|seeder|setup|bootstrap|job|once|createbuckets?)$|(?:^|[-_])(?:e2e|tests?|cypress|playwright|dev-?container)$|[-_.]schema$/i;
/** With `restart: "no"`, a word of the name is enough. */
const ENDING_WORD = /^(?:init\w*|create\w*|seed\w*|load(?:data|er)?|import\w*|wait|download\w*|prep\w*|build\w*|generate\w*|perms?|permissions?|chown|fixtures?|provision\w*|config\w*|migrat\w*|setup|bootstrap)$/;
const JOB_PREFIX = /^(?:init|migrate|seed|setup|create)[-_.]/i;
const JOB_PROFILE = /^(?:jobs?|tasks?|migrat\w*|seed|setup|init|tools?|cli|debug|manual|tests?|testing|e2e|build)$/i;
const JOB_IMAGES: ReadonlySet<string> = new Set(['flyway', 'liquibase', 'dbmate', 'migrate', 'mc', 'hello-world', 'k6', 'curl', 'jaeger-cassandra-schema']);
const JOB_COMMAND = /\b(?:migrate|alembic upgrade|makemigrations|db:(?:seed|migrate|setup)|createsuperuser|collectstatic|pg_dump|pg_restore|loaddata|pytest|go test|(?:npm|pnpm|yarn)(?: run)? test)\b/;
const SERVER_COMMAND = /\b(?:runserver|uvicorn|gunicorn|hypercorn|daphne|npm start|npm run (?:dev|start)|node |flask run|puma|rails s|celery|exec |while (?:true|:)|sleep (?:\d{3,}|infinity))/;

const awaited = new WeakMap<ComposeProject, ReadonlySet<string>>();

/** Names of services that others wait for until they have ended well, in any of the projects. */
export function awaitedJobs(projects: readonly ComposeProject[]): ReadonlySet<string> {
  const all = projects.map(awaitedIn);
  return all.length === 1 ? all[0]! : new Set(all.flatMap((names) => [...names]));
}

function awaitedIn(project: ComposeProject): ReadonlySet<string> {
  const known = awaited.get(project);
  if (known) return known;
  const names = new Set<string>();
  for (const service of project.services.values()) {
    for (const { service: name, condition } of dependenciesOf(service)) if (condition === 'service_completed_successfully') names.add(name);
  }
  awaited.set(project, names);
  return names;
}

/** Most rules ask about each service. */
const judged = new WeakMap<ReadonlySet<string>, WeakMap<ServiceReading, boolean>>();

/**
 * True for services that do one thing and end, or run only when asked for: limits would slow them and protect nobody. Generous, since nothing is
 * demanded of a job; a rule that warns of what jobs do asks `endingOf`, which is strict.
 */
export function isJob(service: ServiceReading, awaitedNames: ReadonlySet<string>): boolean {
  const known = judged.get(awaitedNames) ?? new WeakMap<ServiceReading, boolean>();
  judged.set(awaitedNames, known);
  const isOne = known.get(service) ?? judge(service, awaitedNames);
  known.set(service, isOne);
  return isOne;
}

function judge(service: ServiceReading, awaitedNames: ReadonlySet<string>): boolean {
  const name = wordsOf(service.name).join('-');
  if (awaitedNames.has(service.name) || (JOB_NAME.test(name) && !service.name.endsWith('.test')) || JOB_PREFIX.test(name)) return true;
  const profiles = service.get('profiles');
  if (Array.isArray(profiles) && profiles.length > 0 && profiles.every((profile) => JOB_PROFILE.test(scalarText(profile)))) return true;
  if (service.get('scale') === 0 || service.get('deploy', 'replicas') === 0) return true;
  const mode = service.get('deploy', 'mode');
  if (mode === 'replicated-job' || mode === 'global-job') return true;
  return endsByItself(service);
}

/** Compose's own default is not to restart; a job is told by what it runs. */
function endsByItself(service: ServiceReading): boolean {
  const restart = service.get('restart');
  if (restart !== undefined && restart !== null && restart !== 'no' && restart !== false && !scalarText(restart).startsWith('on-failure')) return false;
  const isNever = restart === 'no' || restart === false;
  if (isNever && wordsOf(service.name).some((word) => ENDING_WORD.test(word))) return true;
  const image = imageName(service);
  if (image !== null && JOB_IMAGES.has(image) && service.get('build') === null) return true;
  const command = commandText(service);
  return JOB_COMMAND.test(command) && !SERVER_COMMAND.test(command);
}
