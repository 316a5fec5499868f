import { parseImageReference } from '../core/image/reference.ts';
import type { Position } from '../core/text/lines.ts';
import { artifactLocation, BASE_ID } from '../report/sarif/artifactLocation.ts';
import { messageText } from '../report/sarif/messageText.ts';
import { region } from '../report/sarif/region.ts';
import { wellFormed } from '../report/wellFormed.ts';
import { SCANNER_NAMES, type ImageScan, type Level, type Vulnerability } from './model.ts';
import { worstFirst } from './places.ts';
import { vulnerabilityText } from './words.ts';

/** A place in a Dockerfile; lines and characters from 0. */
export interface SarifPlace {
  /** With `/`, relative to the folder that SARIF is read in; absolute where there is no way from there. */
  readonly path: string;
  readonly start: Position;
  readonly end: Position;
}

/** GitHub shows at most 5,000 results of a run, and refuses more than 25,000 ("SARIF support for code scanning"). */
const MOST_RESULTS = 5_000;

/** What GitHub ranks by: the lower ends of CVSS's bands (FIRST, "Qualitative severity rating scale"). */
const SECURITY_SEVERITY: Readonly<Record<Level, string>> = { critical: '9.0', high: '7.0', medium: '4.0', low: '0.1', unknown: '0.0' };
const SARIF_LEVEL: Readonly<Record<Level, string>> = { critical: 'error', high: 'error', medium: 'warning', low: 'note', unknown: 'note' };

/**
 * SARIF 2.1.0 with a rule for each vulnerability and a result for each package that has it, at the line of the Dockerfile that brought it in: a
 * pull request shows it there.
 * @param placeOf null where there is no Dockerfile: the image's name stands for a path then, as scanners write it
 */
export function vulnerabilitySarif(scan: ImageScan, version: string, placeOf: (vulnerability: Vulnerability) => SarifPlace | null): string {
  const results = [...scan.vulnerabilities].sort(worstFirst).slice(0, MOST_RESULTS);
  const rules = new Map<string, Vulnerability>();
  for (const one of results) if (!rules.has(one.id)) rules.set(one.id, one);
  const indexes = new Map([...rules.keys()].map((id, index) => [id, index]));
  const run = {
    tool: {
      driver: {
        name: 'drydock',
        version,
        rules: [...rules.values()].map(ruleOf),
      },
    },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { [BASE_ID]: { description: { text: 'The folder that the scan was started in.' } } },
    results: results.map((one) => ({
      ruleId: wellFormed(one.id),
      ruleIndex: indexes.get(one.id)!,
      level: SARIF_LEVEL[one.level],
      message: messageText(`${vulnerabilityText(one)} (${SCANNER_NAMES[scan.scanner]} in ${scan.image})`),
      locations: [{ physicalLocation: locationOf(placeOf(one), scan.image) }],
      partialFingerprints: { 'vulnerability/v1': wellFormed([one.id, one.package, one.path ?? ''].join(' ')) },
    })),
  };
  return `${JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

function ruleOf({ id, title, url, level }: Vulnerability) {
  return {
    id: wellFormed(id),
    shortDescription: messageText(title ?? id),
    ...(url === null ? {} : { helpUri: url }),
    properties: { 'security-severity': SECURITY_SEVERITY[level], tags: ['security', 'vulnerability', level] },
  };
}

function locationOf(place: SarifPlace | null, image: string) {
  if (!place) return { artifactLocation: artifactLocation(nameOf(image)), region: { startLine: 1, startColumn: 1 } };
  return { artifactLocation: artifactLocation(place.path), region: region(place) };
}

/** Without tag and digest, so that results of two versions are about the same thing. */
function nameOf(image: string): string {
  const reference = parseImageReference(image);
  return reference === null ? image : [...(reference.domain === null ? [] : [reference.domain]), reference.path].join('/');
}
