import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCli } from '../../../server/src/cli/run.ts';
import { currentEngine } from './engine.ts';

const HERE = path.join(import.meta.dirname, '..');

/** Other versions of the base images are other images: what they change is not what is proved here. */
const CONFIG = { rules: { 'pin-base-image': 'off', 'standard-base-image': 'off' } };

export interface WorkspaceInput {
  /** A folder below test/builds/workspaces. */
  readonly workspace: string;
  /** What becomes the service's Dockerfile: the name of a file of test/builds/dockerfiles, or the text itself. */
  readonly dockerfile: string;
  /** Of the Dockerfile. */
  readonly lineEndings?: 'CRLF';
}

/** What `drydock scan --format json` tells of one finding. */
export interface ReportedFinding {
  readonly rule: string;
  readonly message: string;
  readonly withheld: string | null;
}

/** A copy of a small workspace, to be fixed, changed and built. */
export class Workspace {
  private constructor(readonly folder: string) {}

  /** @param id what `{{run}}` in its files becomes, so that no layer of another workspace or run is taken for one of this */
  static async copy({ workspace, dockerfile, lineEndings }: WorkspaceInput, id: string): Promise<Workspace> {
    const copy = new Workspace(await realpath(await mkdtemp(path.join(tmpdir(), 'drydock-build-'))));
    const source = path.join(HERE, 'workspaces', workspace);
    for (const entry of await readdir(source, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = path.join(entry.parentPath, entry.name);
      const target = path.join(copy.folder, path.relative(source, file));
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(target, (await readFile(file, 'utf8')).replaceAll('{{run}}', id));
    }
    const isText = dockerfile.includes('\n');
    const text = isText ? dockerfile : await readFile(path.join(HERE, 'dockerfiles', `${dockerfile}.Dockerfile`), 'utf8');
    await copy.write('Dockerfile', lineEndings === 'CRLF' ? text.replaceAll('\n', '\r\n') : text);
    await writeFile(path.join(copy.folder, 'drydock.json'), JSON.stringify(CONFIG));
    return copy;
  }

  /** The folder of the one service that its compose file builds. */
  get context(): string {
    return path.join(this.folder, 'app');
  }

  file(name: string): string {
    return path.join(this.context, name);
  }

  read(name: string): Promise<string> {
    return readFile(this.file(name), 'utf8');
  }

  write(name: string, text: string): Promise<void> {
    return writeFile(this.file(name), text);
  }

  /** @throws where the file is the same afterwards */
  async edit(name: string, change: (text: string) => string): Promise<void> {
    const before = await this.read(name);
    const after = change(before);
    if (after === before) throw new Error(`Nothing was changed in ${name}:\n${before}`);
    await this.write(name, after);
  }

  /** What the command line finds. @param fix `safe`: after its safe fixes */
  async scan(fix?: 'safe' | 'suggestions'): Promise<ReportedFinding[]> {
    let out = '';
    let errors = '';
    const args = ['scan', '--format', 'json', ...(fix === 'safe' ? ['--fix'] : fix ? [`--fix=${fix}`] : [])];
    const code = await runCli(args, {
      cwd: this.folder,
      out: (text) => (out += text),
      error: (text) => (errors += text),
      hasColours: false,
    });
    if (code === 2 || errors) throw new Error(`drydock ${args.join(' ')} failed: ${errors}`);
    return (JSON.parse(out) as { files: readonly { findings: readonly ReportedFinding[] }[] }).files.flatMap(({ findings }) => findings);
  }

  /**
   * Gives every package of the lockfile its address, without which npm asks the registry again whatever its cache holds. It is
   * not kept in the file, since each machine has a registry of its own.
   */
  async resolveLockfile(): Promise<void> {
    const { registry } = currentEngine();
    await this.edit('package-lock.json', (text) => {
      const lock = JSON.parse(text) as { packages: Record<string, { version?: string; link?: boolean; resolved?: string }> };
      for (const [location, entry] of Object.entries(lock.packages)) {
        const name = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(location)?.[1];
        if (name && !entry.link) entry.resolved ??= `${registry}${name}/-/${name.split('/').pop()}-${entry.version}.tgz`;
      }
      return `${JSON.stringify(lock, null, 2)}\n`;
    });
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}
