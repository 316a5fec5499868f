import type { Instruction } from '../../core/dockerfile/model.ts';
import { PLATFORM_ARGUMENTS } from '../../core/dockerfile/scope.ts';
import { lineNumber } from '../../rules/messages/lineNumber.ts';
import { listed } from '../../core/text/listing.ts';
import { capital } from '../../rules/context/contextWords.ts';
import { contextSources } from '../../rules/context/sources/contextSources.ts';
import { isPlausible } from '../../rules/context/sources/plausibleContext.ts';
import { buildNames } from '../buildNames.ts';
import { contextsOf, type BuildScene } from '../buildScene.ts';
import type { Explanation } from '../explanation.ts';
import { code, numbered, paragraphs } from '../markdown.ts';
import { paceOf, reasonText, type Pace, type ReasonScene } from './reasonText.ts';
import { runReasons, type RunReason } from './runReasons.ts';

/** More lines than a person reads in a hover. */
const MOST_REASONS = 8;

/** Cache mounts that are named. */
const MOST_MOUNTS = 2;

/** Reasons that are weighed: nobody has more. */
const MOST_WEIGHED = 200;

/** What stands in the image's configuration alone and makes no step of the build. */
const ONLY_CONFIGURATION = ['comments', 'LABEL', 'EXPOSE', 'VOLUME', 'HEALTHCHECK', 'STOPSIGNAL', 'ENTRYPOINT', 'CMD'];

const PACE: Record<NonNullable<Pace>, string> = { commit: ' — **changes with nearly every commit**', build: ' — **meant to be new in every build**' };

/** When a RUN runs again, on its keyword and its first word. */
export function explainRun(scene: BuildScene, run: Instruction, offset: number): Explanation | null {
  const { stage, keywordSpan, words } = run;
  const end = run.exec ? run.bodySpan.start + 1 : (words[0]?.span.end ?? keywordSpan.end);
  if (!stage || offset > end || run.flags.some(({ span }) => span.start <= offset && offset <= span.end)) return null;
  const uses = scene.usesOf(stage);
  const [first] = contextsOf(uses);
  const reasonScene: ReasonScene = { ...scene, run, uses, context: first && isPlausible(first.context, contextSources(scene.model, scene.facts)) ? first.context : null };
  const reasons = runReasons(run, stage, scene.facts).filter((reason) => matters(reason, reasonScene));
  const isOneContext = contextsOf(uses).length <= 1;
  const whose = !isOneContext && first ? ` (in the build of ${buildNames(first.uses)})` : '';
  const items = [...itemsOf(reasons, reasonScene), `this RUN or an instruction above it, by an edit (${listed(ONLY_CONFIGURATION, Infinity)} do not count)`];
  const header = `**Runs again when** one of these changes${whose}:`;
  return { span: { start: keywordSpan.start, end }, markdown: paragraphs([`${header}\n${numbered(items)}`, otherwiseText(run)]) };
}

/** An argument that no known build sets changes only where somebody gives it by hand: said of names that are made for that. */
function matters(reason: RunReason, scene: ReasonScene): boolean {
  if (reason.kind !== 'argument') return true;
  if (PLATFORM_ARGUMENTS.has(reason.name)) return false;
  return paceOf(reason, scene) !== null || scene.uses.some(({ args }) => args.has(reason.name));
}

/** The first of a pace is marked: what comes below it runs again with it anyway. */
function itemsOf(reasons: readonly RunReason[], scene: ReasonScene): string[] {
  const weighed = reasons.slice(0, MOST_WEIGHED).map((reason) => ({ reason, pace: paceOf(reason, scene) }));
  const kept = weighed.length <= MOST_REASONS ? weighed : mostTelling(weighed);
  const said = new Set<Pace>();
  const items = kept.flatMap(({ reason, pace }) => {
    const text = reasonText(reason, scene);
    const mark = pace && !said.has(pace) ? PACE[pace] : '';
    said.add(pace);
    return text === '' ? [] : [`${text}${mark}`];
  });
  const rest = reasons.length - kept.length;
  if (rest > 0) {
    const left = reasons.filter((reason) => !kept.some((one) => one.reason === reason));
    items.push(`what ${rest} more lines bring (lines ${lineNumber(scene.model, left[0]!.instruction)} to ${lineNumber(scene.model, left.at(-1)!.instruction)})`);
  }
  return items;
}

/** The base image, what changes often, and the first of the others, in the order of the file. */
function mostTelling<Weighed extends { readonly pace: Pace }>(all: readonly Weighed[]): readonly Weighed[] {
  const often = all.filter(({ pace }, index) => index === 0 || pace !== null).slice(0, MOST_REASONS - 1);
  const others = all.filter((one) => !often.includes(one)).slice(0, MOST_REASONS - 1 - often.length);
  return all.filter((one) => often.includes(one) || others.includes(one));
}

/** What looks like a reason and is none. */
function otherwiseText({ mounts }: Instruction): string {
  const targets = mounts.flatMap(({ type, options }) => (type === 'cache' ? [options.get('target')] : []));
  const names = targets.filter((target) => typeof target === 'string').slice(0, MOST_MOUNTS).map(code);
  const caches = targets.length === 0 ? [] : [`the content of the cache mount${targets.length > 1 ? 's' : ''} ${listed(names)}`.trim()];
  const secrets = mounts.some(({ type }) => type === 'secret' || type === 'ssh') ? ['secrets'] : [];
  return `${capital(listed(['new packages on a server', 'the times of files', ...caches, ...secrets], Infinity))} do not count.`;
}
