import * as vscode from 'vscode';
import type { BuildableDockerfile, DockerfileWhat } from '../../../server/src/protocol.ts';
import type { BuildMemory, DockerfileAnswers } from './buildMemory.ts';
import { askArgument, askPlatform, askTarget } from './dockerfileQuestions.ts';
import { isSecret, isSecretName } from './secrets.ts';

interface OptionItem extends vscode.QuickPickItem {
  /** Answers changed as a person wants; null where nothing was chosen. Absent for what builds. */
  readonly change?: () => Promise<DockerfileAnswers | null>;
}

/**
 * One list that holds everything: the first line builds as last time, the others change target, arguments and platform. Secret arguments
 * that were given last time are asked for again, since they are not kept.
 * @returns null where a person left it
 */
export async function pickDockerfileOptions(dockerfile: BuildableDockerfile, memory: BuildMemory): Promise<DockerfileWhat | null> {
  const given = givenBy(dockerfile);
  const remembered = memory.answersFor(dockerfile.uri);
  const lastTime = remembered ? asLastTime(remembered, dockerfile, given) : given;
  let answers = lastTime;
  for (;;) {
    const options = {
      title: vscode.l10n.t('Build {0}', vscode.workspace.asRelativePath(vscode.Uri.parse(dockerfile.uri))),
      placeHolder: vscode.l10n.t('Press Enter to build, or choose what is different this time'),
      matchOnDescription: true,
    };
    const picked = await vscode.window.showQuickPick(itemsOf(dockerfile, answers, given, remembered !== null && answers === lastTime), options);
    if (!picked) return null;
    if (picked.change) {
      answers = (await picked.change()) ?? answers;
      continue;
    }
    const complete = await withSecrets(answers);
    if (!complete) continue;
    await memory.keepAnswers(dockerfile.uri, { ...complete, args: without(complete.args, given.args) });
    const { target, platform, args } = complete;
    return { ...dockerfile.what, target, platform, args: { ...unsetArgs(dockerfile.what), ...args } };
  }
}

function itemsOf(dockerfile: BuildableDockerfile, answers: DockerfileAnswers, given: DockerfileAnswers, isAsLastTime: boolean): OptionItem[] {
  const { target, platform, args, asked } = answers;
  const { stages } = dockerfile;
  const separator = (label: string) => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const build: OptionItem = { label: `$(play) ${vscode.l10n.t('Build')}`, description: [...(isAsLastTime ? [vscode.l10n.t('as last time')] : []), ...partsOf(answers)].join(', ') };
  const choices: OptionItem[] = [separator(vscode.l10n.t('Change'))];
  if (stages.length > 0) {
    const change = async () => {
      const chosen = await askTarget(stages, target);
      return chosen === undefined ? null : { ...answers, target: chosen };
    };
    choices.push({ label: `$(layers) ${vscode.l10n.t('Target')}`, description: target ?? vscode.l10n.t('the last stage'), change });
  }
  for (const { name, default: written } of dockerfile.args) {
    const change = async () => {
      const value = await askArgument(name, isSecretName(name), args[name] ?? written ?? '');
      return value === undefined ? null : withArgument(answers, name, value);
    };
    choices.push({ label: `$(symbol-variable) ${name}`, description: valueShown(name, args[name], asked.includes(name), written), change });
  }
  const change = async () => {
    const chosen = await askPlatform(platform);
    return chosen === undefined ? null : { ...answers, platform: chosen };
  };
  choices.push({ label: `$(chip) ${vscode.l10n.t('Platform')}`, description: platform ?? vscode.l10n.t("the builder's own"), change });
  if (JSON.stringify(given) !== JSON.stringify(answers)) choices.push({ label: `$(discard) ${vscode.l10n.t('As the files say')}`, change: () => Promise.resolve(given) });
  return [build, ...choices];
}

/** An empty value takes what is given once away: the Dockerfile's default holds again. */
function withArgument(answers: DockerfileAnswers, name: string, value: string): DockerfileAnswers {
  const args = new Map(Object.entries(answers.args));
  args.delete(name);
  if (value !== '') args.set(name, value);
  return { ...answers, args: Object.fromEntries(args), asked: answers.asked.filter((other) => other !== name) };
}

/** Null where a person left a question open. */
async function withSecrets(answers: DockerfileAnswers): Promise<DockerfileAnswers | null> {
  let complete = answers;
  for (const name of answers.asked) {
    const value = await askArgument(name, true, '');
    if (value === undefined) return null;
    complete = withArgument(complete, name, value);
  }
  return complete;
}

function partsOf({ target, args, asked, platform }: DockerfileAnswers): readonly string[] {
  const count = Object.keys(args).length + asked.length;
  return [
    ...(target === null ? [] : [vscode.l10n.t('target {0}', target)]),
    ...(count === 0 ? [] : [count === 1 ? vscode.l10n.t('1 argument') : vscode.l10n.t('{0} arguments', count)]),
    ...(platform === null ? [] : [platform]),
  ];
}

function valueShown(name: string, value: string | undefined, isAsked: boolean, written: string | null): string {
  if (isAsked) return vscode.l10n.t('asked for when you build');
  if (value === undefined) return written === null ? vscode.l10n.t('not given') : vscode.l10n.t('{0} (default)', written);
  return isSecret(name, value) ? '•••' : value;
}

/** What compose, bake or nobody gives. */
function givenBy({ what }: BuildableDockerfile): DockerfileAnswers {
  const args = Object.entries(what.args).flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
  return { target: what.target, platform: what.platform, args: Object.fromEntries(args), asked: [] };
}

/** Arguments that take their value from the environment. */
function unsetArgs({ args }: DockerfileWhat): Readonly<Record<string, null>> {
  return Object.fromEntries(Object.entries(args).flatMap(([name, value]) => (value === null ? [[name, null] as const] : [])));
}

/** What is given, with what a person changed last time; stages and arguments that the Dockerfile has no more are left out. */
function asLastTime(answers: DockerfileAnswers, { stages, args }: BuildableDockerfile, given: DockerfileAnswers): DockerfileAnswers {
  const names = new Set(args.map(({ name }) => name));
  const changed = Object.entries(answers.args).filter(([name]) => names.has(name));
  return {
    target: answers.target === null || stages.includes(answers.target) ? answers.target : given.target,
    platform: answers.platform,
    args: { ...given.args, ...Object.fromEntries(changed) },
    asked: answers.asked.filter((name) => names.has(name)),
  };
}

/** What is given may change in the files: only what differs from it is a person's own. */
function without(args: DockerfileAnswers['args'], given: DockerfileAnswers['args']): DockerfileAnswers['args'] {
  const known = new Map(Object.entries(given));
  return Object.fromEntries(Object.entries(args).filter(([name, value]) => known.get(name) !== value));
}
