import * as vscode from 'vscode';
import type { ScannableImage, ScanSource } from '../../../server/src/protocol.ts';
import { shownText } from '../../../server/src/timing/shownText.ts';

/** What is to be scanned, and whose lines it belongs to. */
export interface PickedImage {
  readonly image: string;
  readonly source: ScanSource | null;
}

interface ImageItem extends vscode.QuickPickItem {
  readonly choice: PickedImage | null;
}

/** Lets a person choose an image of the workspace, or type another one; undefined where the list is closed. */
export async function pickImage(images: readonly ScannableImage[]): Promise<PickedImage | undefined> {
  const items = [
    ...group(vscode.l10n.t('Built here'), images.filter(({ kind }) => kind === 'built')),
    ...group(vscode.l10n.t('Base images'), images.filter(({ kind }) => kind === 'base')),
    ...group(vscode.l10n.t('Run by services'), images.filter(({ kind }) => kind === 'service')),
  ];
  const another: ImageItem = { label: vscode.l10n.t('Another image…'), choice: null };
  const picked = items.length === 0 ? another : await vscode.window.showQuickPick([...items, another], {
    title: vscode.l10n.t('Scan Image for Vulnerabilities'),
    placeHolder: vscode.l10n.t('Image to scan'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (!picked || picked.choice) return picked?.choice ?? undefined;
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('Scan Image for Vulnerabilities'),
    prompt: vscode.l10n.t('Name of an image in the engine or in a registry, as python:3.13-slim'),
    validateInput: (value) => (/^[a-zA-Z0-9[]\S*$/.test(value.trim()) ? null : vscode.l10n.t('Write it as in FROM, such as python:3.13-slim.')),
  });
  return typed === undefined || typed.trim() === '' ? undefined : { image: typed.trim(), source: null };
}

function group(title: string, images: readonly ScannableImage[]): ImageItem[] {
  if (images.length === 0) return [];
  return [{ label: title, kind: vscode.QuickPickItemKind.Separator, choice: null }, ...images.map(itemOf)];
}

function itemOf({ image, usedBy, source }: ScannableImage): ImageItem {
  const target = source.target === null ? '' : ` (${source.target})`;
  return {
    label: shownText(image, 200),
    description: shownText(usedBy.join(', '), 200),
    detail: shownText(vscode.workspace.asRelativePath(vscode.Uri.parse(source.uri)) + target),
    choice: { image, source },
  };
}
