import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { resolveConfig } from '../server/src/core/engine/config.ts';
import { SourceDocument } from '../server/src/core/engine/document.ts';
import { lint } from '../server/src/core/engine/lint.ts';
import { createShellParser } from '../server/src/core/shell/shellParser.ts';
import { nodeFileSystem } from '../server/src/host/fileSystem.ts';
import { scanFiles } from '../server/src/host/scanFiles.ts';
import { WorkspaceIndex } from '../server/src/host/workspaceIndex.ts';
import { RULES } from '../server/src/rules/index.ts';

/**
 * What a tree of many services costs: reading it once, the first view, views after edits of single files, a scan of all, and memory.
 * Every twenty services have a compose file with an override; every tenth service is built from the root. Times in milliseconds.
 */
const SIZES = process.argv.slice(2).map(Number).filter((size) => size > 0);
const PER_PROJECT = 20;
const KEYSTROKES = 50;

const dockerfileOf = (service: number, prefix: string): string => `FROM python:3.${9 + (service % 4)}-slim AS build
WORKDIR /app
COPY ${prefix}requirements.txt .
RUN pip install -r requirements.txt
COPY ${prefix}src ./src
RUN python -m compileall src && echo ${service}
FROM python:3.${9 + (service % 4)}-slim
COPY --from=build /app /app
CMD ["python", "-m", "service${service}"]
`;

async function main(): Promise<void> {
  const require = createRequire(import.meta.url);
  const [runtime, grammar] = await Promise.all(['web-tree-sitter/web-tree-sitter.wasm', 'tree-sitter-bash/tree-sitter-bash.wasm'].map((name) => readFile(require.resolve(name))));
  const shell = await createShellParser({ runtime: runtime!, grammar: grammar! });
  for (const size of SIZES.length > 0 ? SIZES : [100, 1_000, 10_000]) {
    const root = await mkdtemp(path.join(os.tmpdir(), 'drydock-tree-'));
    try {
      await makeTree(root, size);
      await measure(root, size, shell);
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  }
}

async function makeTree(root: string, size: number): Promise<void> {
  for (let project = 0; project * PER_PROJECT < size; project++) {
    const services = Array.from({ length: Math.min(PER_PROJECT, size - project * PER_PROJECT) }, (_, i) => project * PER_PROJECT + i);
    for (const service of services) {
      const isFromRoot = service % 10 === 0;
      const folder = `p${project}/s${service}`;
      await write(root, `${folder}/Dockerfile`, dockerfileOf(service, isFromRoot ? `${folder}/` : ''));
      await write(root, `${folder}/requirements.txt`, `flask==3.0.${service % 10}\n`);
      await write(root, `${folder}/src/main.py`, `print(${service})\n`);
    }
    const build = (service: number) => (service % 10 === 0 ? `{context: .., dockerfile: p${project}/s${service}/Dockerfile}` : `{context: s${service}, args: {N: "\${N:-1}"}}`);
    await write(root, `p${project}/compose.yaml`, `services:\n${services.map((one) => `  s${one}:\n    build: ${build(one)}\n    image: app/s${one}:1.0\n`).join('')}`);
    await write(root, `p${project}/compose.override.yaml`, `services:\n  s${services[0]}:\n    environment: {DEV: "1"}\n`);
    await write(root, `p${project}/.dockerignore`, '**/.git\n');
  }
  await write(root, '.dockerignore', '**/.git\n**/node_modules\n');
}

async function measure(root: string, size: number, shell: Awaited<ReturnType<typeof createShellParser>>): Promise<void> {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const index = new WorkspaceIndex(nodeFileSystem, root);
  index.shell = shell;
  const config = resolveConfig(RULES, []);
  const times: [string, number][] = [];
  const time = async <Value>(name: string, work: () => Promise<Value>, count = 1): Promise<Value> => {
    const started = performance.now();
    const value = await work();
    times.push([name, (performance.now() - started) / count]);
    return value;
  };
  const own = 'p0/s1/Dockerfile';
  const shared = 'p0/s0/Dockerfile';
  await time('open', () => index.open());
  await time('first view', () => index.viewFor(own, 'dockerfile'));
  await time('first check', () => check(own, ''));
  for (const [name, file] of [['own context', own], ['root context', shared]] as const) {
    await check(file, '');
    const text = (await index.readText(file, 1_000_000))!;
    const edits = [`view after a keystroke, ${name}`, `check after a keystroke, ${name}`];
    await time(edits[0]!, () => typed((n) => view(file, `${text}# ${n}\n`)), KEYSTROKES);
    await time(`view after a COPY typed, ${name}`, () => typed((n) => view(file, `${text}COPY x${n} /\n`)), KEYSTROKES);
    await time(edits[1]!, () => typed((n) => check(file, `${text}RUN echo ${n}\n`)), KEYSTROKES);
  }
  await time('view after a compose keystroke', () => typed((n) => view('p0/compose.yaml', `services:\n  s1:\n    build: {context: s1, target: t${n}}\n`, 'compose')), KEYSTROKES);
  await time('view after an event', () => typed(async () => (await index.fileChanged(own), index.viewFor(own, 'dockerfile'))), KEYSTROKES);
  await time('1,000 events', async () => {
    await Promise.all(Array.from({ length: 1_000 }, (_, n) => index.fileChanged(`p${n % Math.ceil(size / PER_PROJECT)}/s${n}/src/new${n}.py`)));
    await index.viewFor(own, 'dockerfile');
  });
  let findings = 0;
  await time('whole scan', async () => {
    for await (const file of scanFiles({ index, files: index.dockerFiles(), rules: RULES, config, shell })) findings += file.skipped === null ? file.findings.length : 0;
  });
  globalThis.gc?.();
  const memory = (process.memoryUsage().heapUsed - before) / 1_048_576;
  console.log(`${size} Dockerfiles: ${index.dockerFiles().length} files, ${findings} findings, ${memory.toFixed(0)} MB`);
  for (const [name, milliseconds] of times) console.log(`  ${name}: ${milliseconds.toFixed(milliseconds < 10 ? 2 : 0)} ms`);

  async function view(file: string, text: string, language: 'dockerfile' | 'compose' = 'dockerfile') {
    index.overlay(file, text);
    const document = new SourceDocument(file, language, text, shell);
    return { document, project: await index.viewFor(file, language, undefined, document) };
  }

  async function check(file: string, text: string): Promise<void> {
    const { document, project } = await view(file, text || (await index.readText(file, 1_000_000))!);
    lint({ document, rules: RULES, config, project });
  }
}

async function typed(stroke: (n: number) => Promise<unknown>): Promise<void> {
  for (let n = 0; n < KEYSTROKES; n++) await stroke(n);
}

async function write(root: string, file: string, text: string): Promise<void> {
  const full = path.join(root, file);
  await mkdir(path.dirname(full), { recursive: true });
  await writeFile(full, text);
}

await main();
