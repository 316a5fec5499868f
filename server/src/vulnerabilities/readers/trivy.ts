import type { ImageScan } from '../model.ts';
import { digestOf, fieldsOf, Found, levelOf, listOf, readHistory, readJson, textOf, urlOf } from './reading.ts';

/**
 * Reads `trivy image --format json` (schema version 2, Trivy 0.20 and later). The layer that Trivy tells of a package is the first that has it.
 * Null for anything else.
 * @param image as it was asked for
 */
export function readTrivy(text: string, image: string): ImageScan | null {
  const report = readJson(text);
  if (report?.['SchemaVersion'] !== 2) return null;
  const metadata = fieldsOf(report['Metadata']);
  const { history, layerOf } = readHistory(metadata['ImageConfig']);
  const found = new Found();
  for (const result of listOf(report['Results'])) {
    const { Class, Vulnerabilities, Target } = fieldsOf(result);
    const kind = Class === 'os-pkgs' ? 'system' : 'library';
    for (const one of listOf(Vulnerabilities)) {
      const fields = fieldsOf(one);
      const id = textOf(fields['VulnerabilityID']);
      const name = textOf(fields['PkgName']);
      if (id === null || name === null) continue;
      found.add({
        id,
        level: levelOf(fields['Severity']),
        package: name,
        kind,
        // A lock file is the target itself; a jar or a gem lies somewhere.
        path: kind === 'system' ? null : (textOf(fields['PkgPath']) ?? pathIn(Target)),
        installed: textOf(fields['InstalledVersion']) ?? '',
        fixed: textOf(fields['FixedVersion']),
        title: textOf(fields['Title'], 300),
        url: urlOf(fields['PrimaryURL']),
        layer: layerOf(fieldsOf(fields['Layer'])['DiffID']),
        isLayerLatest: false,
      });
    }
  }
  const system = fieldsOf(metadata['OS']);
  const named = [textOf(system['Family'], 60), textOf(system['Name'], 60)].filter((part) => part !== null);
  return {
    scanner: 'trivy',
    image,
    imageId: digestOf(metadata['ImageID']),
    system: named.length > 0 ? named.join(' ') : null,
    isSystemEnded: system['EOSL'] === true,
    history,
    vulnerabilities: found.kept,
    leftOut: found.leftOut,
  };
}

/** `Java`, `Node.js` and their like stand for packages that are spread over the image. */
function pathIn(target: unknown): string | null {
  const text = textOf(target);
  return text !== null && /[./]/.test(text) && text !== 'Node.js' ? text : null;
}
