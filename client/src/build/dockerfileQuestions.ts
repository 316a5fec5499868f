import * as vscode from 'vscode';

const USUAL_PLATFORMS = ['linux/amd64', 'linux/arm64', 'linux/amd64,linux/arm64'] as const;

/** `linux/arm64/v8`, several with commas. */
const PLATFORMS = /^[a-z0-9]+\/[a-z0-9]+(?:\/[a-z0-9.]+)?(?:,[a-z0-9]+\/[a-z0-9]+(?:\/[a-z0-9.]+)?)*$/;

/** @returns null for the last stage, undefined where a person left it */
export async function askTarget(stages: readonly string[], chosen: string | null): Promise<string | null | undefined> {
  const items = [{ label: vscode.l10n.t('The last stage'), stage: null }, ...stages.map((stage) => ({ label: stage, stage }))];
  const picked = await vscode.window.showQuickPick(markChosen(items, ({ stage }) => stage === chosen), { placeHolder: vscode.l10n.t('Stage to build up to') });
  return picked && picked.stage;
}

/** @returns null for the builder's own, undefined where a person left it */
export async function askPlatform(chosen: string | null): Promise<string | null | undefined> {
  const known = [...new Set([...USUAL_PLATFORMS, ...(chosen === null ? [] : [chosen])])];
  const items: { label: string; platform: string | null | undefined }[] = [
    { label: vscode.l10n.t("The builder's own"), platform: null },
    ...known.map((platform) => ({ label: platform, platform })),
    { label: vscode.l10n.t('Another…'), platform: undefined },
  ];
  const picked = await vscode.window.showQuickPick(markChosen(items, ({ platform }) => platform === chosen), { placeHolder: vscode.l10n.t('Platform to build for') });
  if (!picked || picked.platform !== undefined) return picked?.platform;
  return vscode.window.showInputBox({
    prompt: vscode.l10n.t('Platforms as linux/arm64, several with commas'),
    validateInput: (value) => (PLATFORMS.test(value) ? null : vscode.l10n.t('A platform is an operating system and an architecture, as linux/arm64.')),
  });
}

/** @returns an empty text for the default, undefined where a person left it */
export async function askArgument(name: string, isSecret: boolean, value: string): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title: name,
    prompt: isSecret
      ? vscode.l10n.t('Value of {0} for this build; it is not kept. Leave it empty to give none.', name)
      : vscode.l10n.t('Value of the build argument {0}. Leave it empty to use the default.', name),
    value: isSecret ? '' : value,
    password: isSecret,
    ignoreFocusOut: isSecret,
  });
}

function markChosen<Item extends vscode.QuickPickItem>(items: readonly Item[], isChosen: (item: Item) => boolean): Item[] {
  return items.map((item) => (isChosen(item) ? { ...item, description: vscode.l10n.t('as now') } : item));
}
