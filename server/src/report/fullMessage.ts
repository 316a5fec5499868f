import type { ReportedFinding } from './reportedFinding.ts';

/** What a finding says, and why there is no safe fix where there might be one. */
export function fullMessage({ message, withheld }: Pick<ReportedFinding, 'message' | 'withheld'>): string {
  return withheld === null ? message : `${message} No safe fix: ${withheld}`;
}
