import { fullMessage } from '../fullMessage.ts';
import type { ReportedFinding, ReportedFix } from '../reportedFinding.ts';
import { wellFormed } from '../wellFormed.ts';
import { artifactLocation, type ArtifactLocation } from './artifactLocation.ts';
import { messageText } from './messageText.ts';
import { region } from './region.ts';
import { LEVEL } from './reportingDescriptor.ts';

/** The key of our fingerprint (3.27.17). GitHub's own, `primaryLocationLineHash`, is left to its uploader, which knows how it is made. */
const FINGERPRINT = 'drydock/v1';

/** A finding as SARIF tells it (3.27). @param file where it is @param ruleIndex of its rule among the rules of the run */
export function result(finding: ReportedFinding, file: ArtifactLocation, ruleIndex: number) {
  const related = finding.related.map((place, id) => relatedLocation(place, file, id));
  const fixes = finding.fixes.filter(isWithinFile).map((fix) => sarifFix(fix, file));
  return {
    ruleId: finding.rule,
    ruleIndex,
    level: LEVEL[finding.severity],
    message: messageText(fullMessage(finding)),
    locations: [{ physicalLocation: { artifactLocation: file, region: region(finding) } }],
    ...(related.length > 0 ? { relatedLocations: related } : {}),
    partialFingerprints: { [FINGERPRINT]: finding.fingerprint },
    ...(fixes.length > 0 ? { fixes } : {}),
    properties: { severity: finding.severity, confidence: finding.confidence },
  };
}

function relatedLocation({ path, line, message }: ReportedFinding['related'][number], file: ArtifactLocation, id: number) {
  const place = { artifactLocation: path === null ? file : artifactLocation(path), ...(line === null ? {} : { region: { startLine: line + 1 } }) };
  return { id, physicalLocation: place, message: messageText(message) };
}

/** SARIF knows no files that come to be, and changes elsewhere are not told: half of a fix is none. */
function isWithinFile({ edits, creates, reachesOthers }: ReportedFix): boolean {
  return edits.length > 0 && creates.length === 0 && !reachesOthers;
}

function sarifFix({ kind, title, edits }: ReportedFix, file: ArtifactLocation) {
  const replacements = edits.map((edit) => ({
    deletedRegion: region(edit),
    ...(edit.text === '' ? {} : { insertedContent: { text: wellFormed(edit.text) } }),
  }));
  return { description: messageText(title), artifactChanges: [{ artifactLocation: file, replacements }], properties: { kind } };
}
