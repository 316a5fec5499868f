import type { Stage } from '../../core/dockerfile/model.ts';
import { stageChain } from '../../core/dockerfile/stageChain.ts';
import type { ProjectView } from '../../core/engine/projectView.ts';
import { startedProgram, type StartCommand } from './startCommand.ts';
import { oneOf } from './oneOf.ts';

/** Programs that listen until they are stopped. */
const SERVERS = new RegExp(`(?<![\\w-])${oneOf(`uvicorn, gunicorn, hypercorn, daphne, granian, waitress-serve, uwsgi, flask(?: --app \\S+)? run, fastapi run,
  runserver, streamlit run, gradio, mlflow (?:server|ui), http\\.server, http-server, serve, next start, nuxt start,
  nest start, vite preview, puma, unicorn, thin, rackup, rails (?:s|server), php -S, artisan (?:serve|octane),
  spring-boot:run, catalina\\.sh run, npm (?:run )?start, yarn (?:run )?start, pnpm (?:run )?start, bun (?:run )?start,
  mix phx\\.server`)}(?![\\w-])`);
const WORKERS = /(?<![\w-])(?:celery|dramatiq|rq worker|rqworker|arq|huey_consumer|sidekiq|faust|resque|queue:work|horizon)(?![\w-])/;
/** What runs applications that are written in the language itself. */
const RUNTIMES = /^(?:python[\d.]*|node|deno|bun|java|dotnet|ruby|php|tsx|ts-node|npx|npm|yarn|pnpm|bundle|mix|rails)$/;
/** Things that are done once and end, or that people call with arguments of their own. */
const JOBS = new RegExp(`(?:^|[\\s/:_-])${oneOf(`migrate, migrations?, alembic, seed, init-db, initdb, import, export, backup, restore, test, tests, pytest, jest,
  lint, build, compile, install, --help, -h, --version, help`)}(?=$|[\\s;&])`);
const JOB_SERVICE = new RegExp(`(?:^|[-_.])${oneOf(`migrate, migrations?, migrator, init, seed, seeder, setup, bootstrap, job, once, e2e, tests?, cli, tools?, builder?`)}(?:$|[-_.])`, 'i');

export function isServer(start: StartCommand): boolean {
  return SERVERS.test(start.text) && !JOBS.test(start.text.replace(SERVERS, ''));
}

/** What does one thing and ends, or waits for somebody's arguments. */
export function isJob(start: StartCommand): boolean {
  return JOBS.test(start.text.replace(SERVERS, '')) || WORKERS.test(start.text);
}

/** True where an interpreter or a virtual machine runs the application. */
export function runsApplication(start: StartCommand): boolean {
  return RUNTIMES.test(startedProgram(start).replace(/^.*\//, ''));
}

function exposesPort(stage: Stage): boolean {
  return stageChain(stage).some(({ instructions }) => instructions.some(({ keyword, isTrigger }) => keyword === 'EXPOSE' && !isTrigger));
}

/** True for the name of a compose service that does one thing and ends. */
export function isJobName(service: string): boolean {
  return JOB_SERVICE.test(service);
}

/** True for what runs until it is stopped: a server, a worker, or what compose starts as a service that is no job by its name. */
export function isService(stage: Stage, start: StartCommand, project: ProjectView | null): boolean {
  if (exposesPort(stage) || isServer(start) || WORKERS.test(start.text)) return true;
  if (JOBS.test(start.text)) return false;
  return (project?.uses ?? []).some(({ source, service }) => source === 'compose' && service !== null && !isJobName(service));
}
