import type { ScannedGate } from '../../protocol.ts';
import { evaluateGates, wantedGates, type VulnerableImage } from '../../report/score/gates.ts';

/** No critical vulnerability in any image that was scanned. Where nobody scanned one, nothing is judged. */
export function imageGate(images: readonly VulnerableImage[]): ScannedGate {
  const gates = evaluateGates({ files: [] }, wantedGates({}, { gates: true, failUnder: null }), images);
  const judged = gates.find(({ gate }) => gate === 'vulnerabilities');
  if (judged) return { gate: judged.gate, folder: null, passed: judged.passed, message: judged.message };
  return { gate: 'vulnerabilities', folder: null, passed: null, message: 'No image was scanned since this window was opened: Scan Image for Vulnerabilities does it.' };
}
