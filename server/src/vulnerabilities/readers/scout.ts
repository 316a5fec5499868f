import type { ImageScan } from '../model.ts';
import { fieldsOf, Found, levelOf, listOf, readJson, textOf, urlOf, type Fields } from './reading.ts';

/** Types of package URLs that a distribution installs (package-url/purl-spec). */
const SYSTEM: ReadonlySet<string> = new Set(['deb', 'apk', 'rpm', 'alpm']);

/**
 * Reads `docker scout cves --format sarif`, the one format of Docker Scout that is data and has the fixed versions (docker/scout-cli#189): a
 * rule for each vulnerability, whose properties name the packages. It tells no layers. Older versions print advice below the report
 * (docker/scout-cli#78). Null for anything else.
 * @param image as it was asked for
 */
export function readScout(text: string, image: string): ImageScan | null {
  const report = readJson(text) ?? readJson(text.slice(0, text.lastIndexOf('\n}') + 2));
  const runs = listOf(report?.['runs']).map(fieldsOf).filter(isOfScout);
  if (runs.length === 0) return null;
  const found = new Found();
  for (const run of runs) {
    const paths = pathsOf(run);
    for (const rule of listOf(driverOf(run)['rules']).map(fieldsOf)) addRule(rule, paths, found);
  }
  return { scanner: 'scout', image, imageId: null, system: null, isSystemEnded: false, history: [], vulnerabilities: found.kept, leftOut: found.leftOut };
}

function driverOf(run: Fields): Fields {
  return fieldsOf(fieldsOf(run['tool'])['driver']);
}

function isOfScout(run: Fields): boolean {
  const { name } = driverOf(run);
  return typeof name === 'string' && /^docker[ -]?scout$/i.test(name);
}

/** Where the first thing lies that a rule was found in. */
function pathsOf(run: Fields): ReadonlyMap<unknown, string> {
  const paths = new Map<unknown, string>();
  for (const result of listOf(run['results']).map(fieldsOf)) {
    const [first] = listOf(result['locations']);
    const path = textOf(fieldsOf(fieldsOf(fieldsOf(first)['physicalLocation'])['artifactLocation'])['uri']);
    if (path !== null && !paths.has(result['ruleId'])) paths.set(result['ruleId'], path);
  }
  return paths;
}

function addRule(rule: Fields, paths: ReadonlyMap<unknown, string>, found: Found): void {
  const id = textOf(rule['id']);
  if (id === null) return;
  const properties = fieldsOf(rule['properties']);
  const fixed = textOf(properties['fixed_version']);
  const [tag] = listOf(properties['tags']);
  const purls = Array.isArray(properties['purls']) ? listOf(properties['purls']) : [properties['purl']];
  for (const purl of purls) {
    const read = readPurl(purl);
    if (!read) continue;
    found.add({
      id,
      level: levelOf(properties['cvssV3_severity'] ?? tag),
      ...read,
      path: read.kind === 'system' ? null : (paths.get(rule['id']) ?? null),
      fixed: fixed === null || fixed === 'not fixed' ? null : fixed,
      title: textOf(fieldsOf(rule['shortDescription'])['text'], 300),
      url: urlOf(rule['helpUri']),
      layer: null,
      isLayerLatest: false,
    });
  }
}

/** `pkg:deb/debian/openssl@3.0.1?os_name=debian`: type, name with its namespace where a language has one, and version. */
function readPurl(purl: unknown): { readonly package: string; readonly kind: 'system' | 'library'; readonly installed: string } | null {
  const match = typeof purl === 'string' ? /^pkg:([a-z0-9.+-]+)\/([^?#]{1,1000})/i.exec(purl) : null;
  if (!match) return null;
  const [, type = '', rest = ''] = match;
  const at = rest.lastIndexOf('@');
  const name = at > 0 ? rest.slice(0, at) : rest;
  const kind = SYSTEM.has(type.toLowerCase()) ? 'system' : 'library';
  const shown = textOf(decoded(kind === 'system' ? name.slice(name.lastIndexOf('/') + 1) : name));
  return shown === null ? null : { package: shown, kind, installed: (at > 0 ? textOf(decoded(rest.slice(at + 1))) : null) ?? '' };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
