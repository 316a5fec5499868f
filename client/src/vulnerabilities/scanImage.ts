import * as vscode from 'vscode';
import type { ScanImageParams, ScanImageResult, ScannableImage, ScannableImagesParams } from '../../../server/src/protocol.ts';
import type { CommandContext } from '../commands/index.ts';
import { unlessCancelled } from '../scan/unlessCancelled.ts';
import { pickImage, type PickedImage } from './pickImage.ts';
import { scanSettings } from './scanSettings.ts';
import type { VulnerabilityFindings } from './vulnerabilityFindings.ts';

const INSTALL_PAGE = 'https://trivy.dev/latest/getting-started/installation/';

/** How long a word in the status bar stays, milliseconds. */
const SHORTLY = 8_000;

let scans = 0;
let isInstallTold = false;

/**
 * Scans an image that a person chose; what was found goes to the lines that brought it in, and all of it to a page.
 * @param asked a Dockerfile or compose file to choose from, or the name of an image
 */
export async function scanImage(context: CommandContext, findings: VulnerabilityFindings, asked?: vscode.Uri | string): Promise<ScanImageResult | undefined> {
  if (!vscode.workspace.workspaceFolders?.length) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a folder to scan its images.'));
    return undefined;
  }
  if (!vscode.workspace.isTrusted) {
    const manage = vscode.l10n.t('Manage Workspace Trust');
    const message = vscode.l10n.t('A scan loads the images that the files of this workspace name, so Drydock scans only once you trust it.');
    void vscode.window.showWarningMessage(message, manage).then((picked) => picked === manage && vscode.commands.executeCommand('workbench.trust.manage'));
    return undefined;
  }
  const picked = typeof asked === 'string' ? { image: asked, source: null } : await choose(context, asked);
  if (!picked) return undefined;
  const result = await run(context, picked);
  if (!result) {
    context.output.info('Scan for vulnerabilities cancelled.');
    return undefined;
  }
  tell(context, findings, picked, result);
  return result;
}

async function choose({ server }: CommandContext, file: vscode.Uri | undefined): Promise<PickedImage | undefined> {
  const params: ScannableImagesParams = { uri: file?.toString() ?? null };
  return pickImage(await server.request<readonly ScannableImage[]>('drydock/scannableImages', params));
}

/** Undefined where it was cancelled. */
async function run({ server, status }: CommandContext, { image, source }: PickedImage): Promise<ScanImageResult | undefined> {
  const options = { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Drydock: scanning for vulnerabilities'), cancellable: true };
  return vscode.window.withProgress(options, async (progress, cancellation) => {
    const workDoneToken = `drydock-image-${++scans}`;
    const isBusy = status.busy();
    let subscription: vscode.Disposable | undefined;
    try {
      progress.report({ message: image });
      subscription = await server.onProgress(workDoneToken, ({ message }) => progress.report(message === undefined ? {} : { message }));
      const scope = source === null ? undefined : vscode.Uri.parse(source.uri);
      const params: ScanImageParams = { image, source, ...scanSettings(scope), workDoneToken };
      const result = await unlessCancelled(server.request<ScanImageResult>('drydock/scanImage', params, cancellation), cancellation);
      return result?.problem?.kind === 'cancelled' ? undefined : result;
    } catch (error) {
      if (cancellation.isCancellationRequested) return undefined;
      throw error;
    } finally {
      subscription?.dispose();
      isBusy.dispose();
    }
  });
}

function tell({ output }: CommandContext, findings: VulnerabilityFindings, { image }: PickedImage, result: ScanImageResult): void {
  const { problem, summary, placed, counts } = result;
  if (problem) return tellProblem(problem, output);
  output.info(summary);
  const isShown = placed !== null && placed.findings.length > 0 && findings.show(image, placed);
  if (placed && placed.findings.length === 0) findings.show(image, placed);
  const all = vscode.l10n.t('Show All');
  const save = vscode.l10n.t('Save as SARIF');
  const isBad = counts.critical + counts.high > 0;
  const message = placed !== null && !isShown && placed.findings.length > 0 ? vscode.l10n.t('{0} The file was changed meanwhile, so its lines are not marked.', summary) : summary;
  const show = isBad ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  void show(message, all, save).then((picked) => {
    if (picked === all) return openPage(result.page);
    if (picked === save) return saveSarif(image, result.sarif);
    return undefined;
  });
  if (isShown) void vscode.commands.executeCommand('workbench.panel.markers.view.focus');
}

function tellProblem({ kind, message, detail }: NonNullable<ScanImageResult['problem']>, output: vscode.LogOutputChannel): void {
  output.error(`${message}${detail === '' ? '' : `\n${detail}`}`);
  if (kind !== 'none-installed') {
    const show = vscode.l10n.t('Show Output');
    void vscode.window.showErrorMessage(message, show).then((picked) => picked === show && output.show());
    return;
  }
  // How to get a scanner is said once; who scans again without one is reminded in passing.
  if (isInstallTold) {
    vscode.window.setStatusBarMessage(vscode.l10n.t('Drydock: no scanner for vulnerabilities is installed'), SHORTLY);
    return;
  }
  isInstallTold = true;
  const how = vscode.l10n.t('How to Install Trivy');
  void vscode.window.showInformationMessage(message, how).then((picked) => picked === how && vscode.env.openExternal(vscode.Uri.parse(INSTALL_PAGE)));
}

async function openPage(content: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: 'plaintext', content });
  await vscode.window.showTextDocument(document, { preview: true });
}

async function saveSarif(image: string, text: string): Promise<void> {
  const name = `${image.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[-.]+|[-.]+$/g, '').slice(0, 80) || 'image'}.sarif`;
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const target = await vscode.window.showSaveDialog({ ...(folder ? { defaultUri: vscode.Uri.joinPath(folder.uri, name) } : {}), filters: { SARIF: ['sarif', 'json'] } });
  if (target) await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
}
