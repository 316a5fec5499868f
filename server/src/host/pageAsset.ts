import { createHash } from 'node:crypto';
import type { PageAsset } from '../timing/export/html.ts';

/** A script or style sheet with what a content security policy calls it. */
export function pageAsset(text: string): PageAsset {
  return { text, hash: `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}` };
}
