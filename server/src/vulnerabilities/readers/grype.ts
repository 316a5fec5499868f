import { decodeBase64 } from '../../timing/base64.ts';
import type { ImageScan, Vulnerability } from '../model.ts';
import { digestOf, fieldsOf, Found, levelOf, listOf, NO_HISTORY, readHistory, readJson, textOf, urlOf, type Fields, type ReadHistory } from './reading.ts';

/** Types of packages that a distribution installs (syft's names). */
const SYSTEM: ReadonlySet<string> = new Set(['deb', 'apk', 'rpm', 'alpm', 'portage', 'linux-kernel', 'linux-kernel-module']);

/**
 * Lists of all that is installed, which each install writes anew: that one lies in a layer says that the package came with it or before.
 * The files below status.d hold a package each (distroless).
 */
const PACKAGE_LIST = /^\/(?:(?:usr\/)?lib\/apk\/db\/installed|var\/lib\/dpkg\/status|var\/lib\/rpm\/\S*|usr\/(?:lib\/sysimage|share)\/rpm\/\S*|var\/lib\/rpmmanifest\/\S*)$/;

/**
 * Reads `grype -o json`, which has the image's configuration in base64. Null for anything else.
 * @param image as it was asked for
 */
export function readGrype(text: string, image: string): ImageScan | null {
  const report = readJson(text);
  if (!report || !Array.isArray(report['matches']) || fieldsOf(report['descriptor'])['name'] !== 'grype') return null;
  const target = fieldsOf(fieldsOf(report['source'])['target']);
  const read = configOf(target['config']);
  const found = new Found();
  for (const match of listOf(report['matches'])) {
    const one = readMatch(fieldsOf(match), read);
    if (one) found.add(one);
  }
  const distro = fieldsOf(report['distro']);
  const named = [textOf(distro['name'], 60), textOf(distro['version'], 60)].filter((part) => part !== null);
  return {
    scanner: 'grype',
    image,
    imageId: digestOf(target['imageID']),
    system: named.length > 0 ? named.join(' ') : null,
    isSystemEnded: false,
    history: read.history,
    vulnerabilities: found.kept,
    leftOut: found.leftOut,
  };
}

function readMatch({ vulnerability, artifact }: Fields, read: ReadHistory): Vulnerability | null {
  const hole = fieldsOf(vulnerability);
  const { name, version, type, locations } = fieldsOf(artifact);
  const id = textOf(hole['id']);
  const named = textOf(name);
  if (id === null || named === null) return null;
  const kind = typeof type === 'string' && SYSTEM.has(type) ? 'system' : 'library';
  const places = listOf(locations).map(fieldsOf);
  const fix = fieldsOf(hole['fix']);
  const versions = listOf(fix['versions']).flatMap((one) => textOf(one) ?? []).slice(0, 5);
  return {
    id,
    level: levelOf(hole['severity']),
    package: named,
    kind,
    path: kind === 'system' ? null : textOf(places[0]?.['path']),
    installed: textOf(version) ?? '',
    fixed: fix['state'] === 'fixed' && versions.length > 0 ? versions.join(', ') : null,
    title: textOf(hole['description'], 300),
    url: urlOf(hole['dataSource']),
    ...layerOf(places, read),
  };
}

/** The first layer that has a file of the package itself; else the one that wrote the list of packages last. */
function layerOf(places: readonly Fields[], read: ReadHistory): Pick<Vulnerability, 'layer' | 'isLayerLatest'> {
  let own: number | null = null;
  let listed: number | null = null;
  for (const { path, layerID } of places) {
    const layer = read.layerOf(layerID);
    if (layer === null) continue;
    if (typeof path === 'string' && PACKAGE_LIST.test(path)) listed = Math.min(listed ?? layer, layer);
    else own = Math.min(own ?? layer, layer);
  }
  return own !== null ? { layer: own, isLayerLatest: false } : { layer: listed, isLayerLatest: listed !== null };
}

function configOf(value: unknown): ReadHistory {
  const bytes = typeof value === 'string' ? decodeBase64(value) : null;
  const config = bytes && readJson(new TextDecoder().decode(bytes));
  return config ? readHistory(config) : NO_HISTORY;
}
