import { compareVersions } from '../lifecycles.ts';
import { LACKING_NODE } from '../musl/lackingNode.ts';
import { LACKING_PYTHON } from '../musl/lackingPython.ts';
import type { Dependency } from '../musl/muslVerdict.ts';
import type { StagePackages } from '../musl/stagePackages.ts';
import { WORKING_NODE } from '../musl/workingNode.ts';
import { WORKING_PYTHON } from '../musl/workingPython.ts';

/** npm packages with compiled parts that are built or downloaded for the C library of the machine that installs. Source: their install scripts and `optionalDependencies`. */
const NATIVE_NODE: ReadonlySet<string> = new Set([
  'sharp', 'canvas', 'better-sqlite3', 'sqlite3', 're2', 'isolated-vm', 'libxmljs', 'libxmljs2', 'usb', 'serialport', 'node-pty', 'deasync', 'snappy', 'zeromq', 'kerberos',
  'mongodb-client-encryption', 'couchbase', 'node-rdkafka', 'grpc', 'node-expat', 'farmhash', 'leveldown', 'rocksdb', '@prisma/client', '@napi-rs/canvas', '@node-rs/argon2',
  '@node-rs/bcrypt', 'duckdb', '@duckdb/node-api', 'libsql', '@libsql/client', 'ffi-napi', 'ref-napi', 'odbc', 'ibm_db',
]);

/** Those that are built for one major version of Node.js: they use V8 directly, not Node-API. Source: `nan` or V8 headers in their sources. */
const BOUND_TO_NODE: ReadonlySet<string> = new Set([
  'better-sqlite3', 'node-sass', 'isolated-vm', 'libxmljs', 'node-expat', 'grpc', 'node-rdkafka', '@datadog/pprof', 'deasync', 'couchbase', 're2',
]);

/** Compiled Python packages are those whose wheels differ by platform. */
function isNativePython({ name }: Dependency): boolean {
  return LACKING_PYTHON.has(name) || (WORKING_PYTHON.get(name) ?? '0') !== '0' || THROUGH_PYTHON.has(name);
}

/** Packages that always bring a compiled one along. Source: their metadata (`Requires-Dist`). */
const THROUGH_PYTHON: ReadonlySet<string> = new Set([
  'pydantic', 'fastapi', 'paramiko', 'scikit-image', 'statsmodels', 'seaborn', 'grpcio-status', 'spacy', 'gevent', 'shapely', 'psycopg2', 'mysqlclient', 'python-ldap',
  'openai', 'anthropic', 'langchain', 'langchain-core', 'mcp', 'altair', 'pyopenssl',
]);

export type Nativeness = { readonly kind: 'native'; readonly names: readonly string[] } | { readonly kind: 'pure' } | { readonly kind: 'unknown' };

/** Whether packages with compiled parts are among those that a stage installs. Of Python's, nobody knows that none is: many bring some along. */
export function nativeness({ installs, isComplete }: StagePackages, ecosystem: Dependency['ecosystem']): Nativeness {
  const all = installs.flatMap(({ dependencies }) => dependencies).filter((one) => one.ecosystem === ecosystem);
  const isNative = ecosystem === 'python' ? isNativePython : isNativeNode;
  const names = [...new Set(all.filter((one) => !one.isDevelopment && isNative(one)).map(({ name }) => name))];
  if (names.length > 0) return { kind: 'native', names };
  const isPure = ecosystem === 'node' && isComplete && all.length > 0 && all.every(({ name }) => WORKING_NODE.has(name));
  return { kind: isPure ? 'pure' : 'unknown' };
}

/** bcrypt brings builds for both C libraries since version 6 (its `prebuilds`). */
function isNativeNode({ name, newest }: Dependency): boolean {
  if (name === 'bcrypt') return newest !== null && compareVersions(newest, '6') <= 0;
  return NATIVE_NODE.has(name) || LACKING_NODE.has(name);
}

/** Packages that load in one major version of Node.js only. */
export function boundToNode({ installs }: StagePackages): readonly string[] {
  return [...new Set(installs.flatMap(({ dependencies }) => dependencies).map(({ name }) => name).filter((name) => BOUND_TO_NODE.has(name)))];
}
