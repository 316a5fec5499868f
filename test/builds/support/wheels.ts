import { createHash } from 'node:crypto';
import { zip } from './zip.ts';

/** Python packages of the tests' own: several modules to compile, and something that takes time to download and unpack. */
const PACKAGES = [
  { name: 'alpha', modules: 120, megabytes: 2 },
  { name: 'beta', modules: 40, megabytes: 12 },
  { name: 'gamma', modules: 10, megabytes: 1 },
  { name: 'delta', modules: 60, megabytes: 4 },
  { name: 'epsilon', modules: 2, megabytes: 1 },
];
const VERSION = '1.0';

/** What an index offers of one package. */
export interface Made {
  readonly name: string;
  readonly version: string;
  readonly extras: readonly string[];
  readonly modules: number;
  readonly megabytes: number;
}

const OWN: readonly Made[] = PACKAGES.map((made) => ({ ...made, version: VERSION, extras: [] }));

/** Wheels by file name (PyPA, binary distribution format). */
export function makeWheels(packages: readonly Made[] = OWN): Map<string, Buffer> {
  return new Map(packages.map((made) => [`${moduleName(made.name)}-${made.version}-py3-none-any.whl`, makeWheel(made)]));
}

/** As it stands in the name of a wheel. */
export function moduleName(project: string): string {
  return project.toLowerCase().replaceAll(/[-_.]+/g, '_');
}

function makeWheel({ name: project, version, extras, modules, megabytes }: Made): Buffer {
  const name = moduleName(project);
  const about = `${name}-${version}.dist-info`;
  const metadata = ['Metadata-Version: 2.1', `Name: ${project}`, `Version: ${version}`, ...extras.map((extra) => `Provides-Extra: ${extra}`)];
  const entries = [
    { path: `${name}/__init__.py`, data: Buffer.from(`NAME = "${name}"\n`) },
    ...Array.from({ length: modules }, (_, index) => ({ path: `${name}/part${index}.py`, data: Buffer.from(moduleText(index)) })),
    { path: `${name}/data.bin`, data: Buffer.alloc(megabytes << 20, `${name} `) },
    { path: `${about}/METADATA`, data: Buffer.from(`${metadata.join('\n')}\n`) },
    { path: `${about}/WHEEL`, data: Buffer.from('Wheel-Version: 1.0\nGenerator: drydock\nRoot-Is-Purelib: true\nTag: py3-none-any\n') },
  ];
  const record = [...entries.map(({ path, data }) => `${path},sha256=${sha256(data)},${data.length}`), `${about}/RECORD,,`];
  return zip([...entries, { path: `${about}/RECORD`, data: Buffer.from(`${record.join('\n')}\n`) }]);
}

const sha256 = (data: Buffer): string => createHash('sha256').update(data).digest('base64url');

function moduleText(index: number): string {
  return Array.from({ length: 40 }, (_, line) => `def f${line}(a, b=${index}):\n    return {'sum': a + b, 'line': ${line}}\n`).join('\n');
}
