import * as vscode from 'vscode';
import type { ScanImageParams } from '../../../server/src/protocol.ts';

const CHOICES = ['automatic', 'trivy', 'grype', 'scout'] as const;
const DEFAULT_MINUTES = 15;
const MOST_MINUTES = 240;

/** The settings of scans. Of what people write into settings.json only what has the right type counts. */
export function scanSettings(scope: vscode.Uri | undefined): Pick<ScanImageParams, 'programs' | 'minutes'> {
  const values = vscode.workspace.getConfiguration('drydock.vulnerabilities', scope);
  const minutes = values.get<unknown>('timeout');
  const scanner = values.get<unknown>('scanner');
  return {
    programs: {
      choice: CHOICES.find((choice) => choice === scanner) ?? 'automatic',
      trivy: text(values.get('trivy')) ?? 'trivy',
      grype: text(values.get('grype')) ?? 'grype',
      docker: text(vscode.workspace.getConfiguration('drydock.build', scope).get('docker')) ?? 'docker',
    },
    minutes: typeof minutes === 'number' && minutes >= 1 ? Math.min(Math.floor(minutes), MOST_MINUTES) : DEFAULT_MINUTES,
  };
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}
