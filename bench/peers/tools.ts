import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { DockerfileParser } from 'dockerfile-ast';
import { parseAllDocuments } from 'yaml';
import { optimizeLate } from '../../server/src/cli/lateOptimization.ts';
import { runCli } from '../../server/src/cli/run.ts';
import { resolveConfig } from '../../server/src/core/engine/config.ts';
import { SourceDocument } from '../../server/src/core/engine/document.ts';
import { lint } from '../../server/src/core/engine/lint.ts';
import type { Language } from '../../server/src/core/engine/rule.ts';
import { trustedFindings } from '../../server/src/core/engine/trusted.ts';
import { loadShellParser } from '../../server/src/host/shellGrammar.ts';
import { RULES } from '../../server/src/rules/index.ts';

/** Files of one workspace, absolute. */
export interface BenchFiles {
  readonly folder: string;
  readonly dockerfiles: readonly string[];
  readonly composeFiles: readonly string[];
}

/** A program that checks files; in its own process, loaded once. */
export interface Tool {
  readonly name: string;
  readonly version: string;
  readonly checks: 'Dockerfiles' | 'compose files' | 'both';
  /** @returns how many files it checked, and what it could not do, as a sentence */
  check(files: BenchFiles): Promise<{ readonly checked: number; readonly failure: string | null }>;
}

/**
 * Peers that the registry has, as libraries in one process each where they can be: that leaves out what starting a process for each file costs,
 * which people of some of them pay.
 * @param peers where they are installed
 */
export function toolsOf(peers: string): Record<string, () => Promise<Tool>> {
  const require = createRequire(path.join(peers, 'package.json'));
  const versionOf = (name: string): string => (require(path.join(peers, 'node_modules', name, 'package.json')) as { version: string }).version;
  return {
    drydock: () => Promise.resolve(drydock('both')),
    'drydock-dockerfiles': () => Promise.resolve(drydock('Dockerfiles')),
    'drydock-compose': () => Promise.resolve(drydock('compose files')),
    'check-dockerfiles': () => drydockChecks('Dockerfiles'),
    'check-compose': () => drydockChecks('compose files'),
    'floor-dockerfiles': () => Promise.resolve(bareDockerfiles),
    'floor-compose': () => Promise.resolve(bareCompose),
    'dockerfile-utils': () => {
      const { validate } = require('dockerfile-utils') as { validate(text: string): unknown };
      return Promise.resolve(eachDockerfile('dockerfile-utils', versionOf('dockerfile-utils'), (_, text) => validate(text)));
    },
    dockerfilelint: () => {
      const { run } = require('dockerfilelint') as { run(path: string, text: string): unknown };
      return Promise.resolve(eachDockerfile('dockerfilelint', versionOf('dockerfilelint'), (file, text) => run(path.dirname(file), text)));
    },
    dockerfile_lint: () => {
      const Linter = require('dockerfile_lint') as new () => { validate(text: string): unknown };
      const validator = new Linter();
      return Promise.resolve(eachDockerfile('dockerfile_lint', versionOf('dockerfile_lint'), (_, text) => validator.validate(text)));
    },
    dclint: () => {
      const { DCLinter } = require('dclint') as { DCLinter: new (config: object) => { lintFiles(paths: readonly string[], recursive: boolean): unknown } };
      return Promise.resolve({
        name: 'dclint',
        version: versionOf('dclint'),
        checks: 'compose files',
        async check({ composeFiles }) {
          const found = (await new DCLinter({ rules: {}, quiet: false, debug: false, exclude: [] }).lintFiles(composeFiles, false)) as readonly unknown[];
          return { checked: found.length, failure: null };
        },
      });
    },
  };
}

/** As on the command line, V8's settings included: the project around the files, build contexts measured, a report written. */
function drydock(checks: Tool['checks']): Tool {
  optimizeLate();
  return {
    name: 'drydock scan',
    version: 'this one',
    checks,
    async check({ folder, dockerfiles, composeFiles }) {
      let out = '';
      const paths = { both: [], Dockerfiles: dockerfiles, 'compose files': composeFiles }[checks];
      const self = { cwd: folder, out: (text: string) => void (out += text), error: () => undefined, hasColours: false };
      const code = await runCli(['scan', '--format', 'json', ...paths], self);
      if (code > 1) return { checked: 0, failure: `ended with ${code}` };
      return { checked: (JSON.parse(out) as { summary: { files: number } }).summary.files, failure: null };
    },
  };
}

/** Text by text, as peers check: all rules, and nothing known of the project around a file. */
async function drydockChecks(checks: 'Dockerfiles' | 'compose files'): Promise<Tool> {
  const shell = await loadShellParser();
  const config = resolveConfig(RULES, []);
  const language: Language = checks === 'Dockerfiles' ? 'dockerfile' : 'compose';
  return {
    name: 'drydock, each text alone',
    version: '',
    checks,
    async check({ dockerfiles, composeFiles }) {
      const files = checks === 'Dockerfiles' ? dockerfiles : composeFiles;
      for (const file of files) {
        const document = new SourceDocument(file, language, await readFile(file, 'utf8'), shell);
        trustedFindings(document, lint({ document, rules: RULES, config, project: null }));
      }
      return { checked: files.length, failure: null };
    },
  };
}

const bareDockerfiles = eachDockerfile('bare dockerfile-ast', '', (_, text) => DockerfileParser.parse(text));

const bareCompose: Tool = {
  name: 'bare yaml',
  version: '',
  checks: 'compose files',
  async check({ composeFiles }) {
    for (const file of composeFiles) parseAllDocuments(await readFile(file, 'utf8'), { merge: true });
    return { checked: composeFiles.length, failure: null };
  },
};

/** A file that ends the check of a peer ends only its own. */
function eachDockerfile(name: string, version: string, check: (file: string, text: string) => unknown): Tool {
  return {
    name,
    version,
    checks: 'Dockerfiles',
    async check({ dockerfiles }) {
      let [checked, thrown] = [0, 0];
      for (const file of dockerfiles) {
        try {
          check(file, await readFile(file, 'utf8'));
          checked++;
        } catch {
          thrown++;
        }
      }
      return { checked, failure: thrown > 0 ? `throws on ${thrown}` : null };
    },
  };
}
