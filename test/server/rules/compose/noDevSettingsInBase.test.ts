import { describe, expect, it } from 'vitest';
import type { Fix } from '../../../../server/src/core/engine/finding.ts';
import type { ProjectService } from '../../../../server/src/core/compose/project.ts';
import { applyEdits } from '../../../../server/src/core/text/edits.ts';
import { noDevSettingsInBase } from '../../../../server/src/rules/no-dev-settings-in-base.ts';
import { documentOf, findingsOf } from '../../support/engine.ts';
import { viewOfFiles } from '../../support/workspace.ts';

const DOCKERFILE = 'FROM python:3.12-slim AS production\nWORKDIR /app\nCOPY . .\nCMD ["uvicorn", "main:app"]\n';
const PROD = 'services:\n  api:\n    restart: always\n';

type Files = Record<string, string>;

const listOf = (files: Files) => Object.entries(files).map(([path, text]) => ({ path, text }));

async function findingsIn(files: Files) {
  const project = await viewOfFiles(listOf(files), 'compose.yml', 'compose');
  return findingsOf(documentOf(files['compose.yml']!, 'compose', 'compose.yml'), { rules: [noDevSettingsInBase], project });
}

/** The workspace after a fix. */
function applied(files: Files, { edits, creates = [], elsewhere = [] }: Fix): Files {
  const after: Files = { ...files, 'compose.yml': applyEdits(files['compose.yml']!, edits) };
  for (const { path, text } of creates) {
    expect(after[path]).toBeUndefined();
    after[path] = text;
  }
  for (const { path, text, edits: others } of elsewhere) {
    expect(text).toBe(files[path]);
    after[path] = applyEdits(text, others);
  }
  return after;
}

async function servicesIn(files: Files, head: number): Promise<Record<string, unknown>> {
  const { composeProjects } = await viewOfFiles(listOf(files), 'compose.yml', 'compose');
  return Object.fromEntries([...composeProjects![head]!.services].map(([name, service]) => [name, settingsOf(service)]));
}

/** Lists of ports and volumes in one order: which comes first means nothing. */
function settingsOf(service: ProjectService): unknown {
  const sorted = (key: string) => ((service.get(key) as string[] | null) ?? []).map((item) => JSON.stringify(item)).sort();
  return { build: service.get('build'), command: service.get('command'), restart: service.get('restart'), ports: sorted('ports'), volumes: sorted('volumes') };
}

const BASES: Record<string, string> = {
  'a mount and a flag': 'services:\n  api:\n    build: .\n    command: uvicorn main:app --reload --port 80\n    volumes:\n      - .:/app\n      - data:/data\nvolumes:\n  data:\n',
  'a list of words': 'services:\n  api:\n    build: .\n    command: ["uvicorn", "main:app", "--reload"]\n',
  'a script in a list': 'services:\n  api:\n    build: .\n    command:\n      - sh\n      - -c\n      - alembic upgrade head && exec uvicorn main:app --reload --port $$PORT\n',
  'a program that goes': 'services:\n  api:\n    build: .\n    command: nodemon main.js\n    ports:\n      - "127.0.0.1:9229:9229"\n      - 8000:8000\n',
  'a target': 'services:\n  api:\n    build:\n      context: .\n      target: development\n    volumes: [".:/app", "/app/.venv"]\n',
  'variables that stay as they are': 'services:\n  api:\n    build: .\n    command: uvicorn main:app --reload --port ${PORT:-8000}\n    env_file: .env\n',
  'four spaces and comments': 'services:\n    api:\n        build: .\n        # how it starts\n        command: flask --app main run --debug\n        restart: "no" # later\n',
  'flask, as it was written': "services:\n  api:\n    build: .\n    command: 'flask --debug --app main run'\n",
};

const OVERRIDES: Record<string, string | null> = {
  'no override': null,
  'an override with the service': 'services:\n  api:\n    environment:\n      LOG_LEVEL: debug\n',
  'an override with another service': 'services:\n  mail:\n    image: axllent/mailpit:v1.20\n',
  'an override with lists': 'services:\n  api:\n    ports:\n      - "127.0.0.1:8001:8001"\n    volumes:\n      - ./more:/more\n',
  'an override with a command of its own': 'services:\n  api:\n    command: uvicorn main:app --reload --workers 1\n',
};

const stages = `FROM python:3.12-slim AS development\nWORKDIR /app\nCOPY . .\n${DOCKERFILE}`;

describe.each(Object.entries(BASES))('%s', (name, base) => {
  describe.each(Object.entries(OVERRIDES))('%s', (_, override) => {
    it.each(['\n', '\r\n'])('means the same by default and is gone from production (%j)', async (eol) => {
      const files: Files = {
        'compose.yml': base,
        'compose.prod.yml': PROD,
        ...(override !== null && { 'compose.override.yml': override }),
        Dockerfile: name === 'a target' ? stages : DOCKERFILE,
        'main.py': 'app = None\n',
      };
      for (const file of Object.keys(files)) files[file] = files[file]!.replaceAll('\n', eol);
      const [finding, ...others] = await findingsIn(files);
      expect(others).toEqual([]);
      const [fix] = finding!.fixes;
      expect(finding!.withheld).toBeNull();
      const after = applied(files, fix!);
      expect(await servicesIn(after, 0)).toEqual(await servicesIn(files, 0));
      expect(await servicesIn(after, 1)).not.toEqual(await servicesIn(files, 1));
      expect(await findingsIn(after)).toEqual([]);
      for (const text of Object.values(after)) expect(text.replaceAll('\r\n', '\n').includes('\r')).toBe(false);
      for (const text of Object.values(after)) expect(eol === '\r\n' && /[^\r]\n/.test(text)).toBe(false);
    });
  });
});

const rest = { 'compose.prod.yml': PROD, Dockerfile: DOCKERFILE, 'main.py': 'app = None\n' };

it.each([
  ['an anchor that others share', 'x-mounts: &mounts\n  - .:/app\nservices:\n  api:\n    build: .\n    volumes: *mounts\n'],
  ['a mount of settings', 'services:\n  api:\n    build: .\n    volumes:\n      - ./config:/app/config\n'],
  ['a mount elsewhere', 'services:\n  api:\n    build: .\n    volumes:\n      - .:/workspace\n'],
  ['a server on a port that a debugger has, too', 'services:\n  api:\n    build: .\n    ports: ["5005:5005", "5678:5678"]\n'],
  ['a word that only looks like it', 'services:\n  api:\n    build: .\n    command: serve --reload-config --debugger npm-run-dev\n'],
  ['what is not built here', 'services:\n  api:\n    image: acme/api:1\n    command: nodemon\n'],
])('says nothing of %s', async (_, base) => {
  expect(await findingsIn({ 'compose.yml': base, ...rest })).toEqual([]);
});

it.each([
  ['other services take it from this one', /takes its settings from this service/, 'services:\n  api:\n    build: .\n    command: uvicorn main:app --reload\n  other:\n    extends: api\n'],
  ['the command is of several lines', /cannot be taken out of with certainty/, 'services:\n  api:\n    build: .\n    command: |\n      uvicorn main:app\n      --reload\n'],
  ['the target is the last stage', /which is the one for development/, 'services:\n  api:\n    build:\n      context: .\n      target: development\n'],
])('offers nothing where %s', async (_, reason, base) => {
  const dockerfile = base.includes('target') ? 'FROM python:3.12-slim AS development\n' : DOCKERFILE;
  const [finding] = await findingsIn({ 'compose.yml': base, ...rest, Dockerfile: dockerfile });
  expect(finding!.fixes).toEqual([]);
  expect(finding!.withheld).toMatch(reason);
});

it.each([
  ['repeats a command', 'services:\n  api:\n    command: uvicorn main:app --reload\n'],
  ['repeats a debugger\'s port', 'services:\n  api:\n    command: uvicorn main:app\n    ports:\n      - 9229:9229\n'],
])('says nothing of what the file for production %s on purpose', async (_, production) => {
  const base = 'services:\n  api:\n    build: .\n    command: uvicorn main:app --reload\n';
  const ports = production.includes('9229') ? '    ports:\n      - 9229:9229\n' : '';
  expect(await findingsIn({ 'compose.yml': base + ports, ...rest, 'compose.prod.yml': production })).toEqual([]);
});

it('says nothing of mounted source where production runs from a checkout', async () => {
  const base = 'services:\n  api:\n    build: .\n    volumes:\n      - .:/app\n  worker:\n    build: .\n    volumes:\n      - .:/app\n';
  const mounted = 'services:\n  api:\n    volumes:\n      - .:/app\n';
  expect(await findingsIn({ 'compose.yml': base, ...rest, 'compose.prod.yml': mounted })).toEqual([]);
  expect(await findingsIn({ 'compose.yml': base, ...rest })).toHaveLength(2);
});

it('says nothing of a file that another project includes', async () => {
  const files = { 'compose.yml': BASES['a list of words']!, ...rest, 'all/compose.yml': 'include:\n  - ../compose.yml\n' };
  expect(await findingsIn(files)).toEqual([]);
});
