import type { ComposeModel, ComposeService } from '../core/compose/model.ts';
import { parseCompose } from '../core/compose/parseCompose.ts';
import type { Fix } from '../core/engine/finding.ts';
import type { ProjectView } from '../core/engine/projectView.ts';
import { defineComposeRule, type ComposeContext } from '../core/engine/rule.ts';
import { applyEdits } from '../core/text/edits.ts';
import { listed } from '../core/text/listing.ts';
import { developmentTarget } from './compose/development/buildTarget.ts';
import { developmentCommand } from './compose/development/commands.ts';
import { refusalWithoutCommand } from './compose/development/imageCommand.ts';
import { excerptOf } from './compose/development/excerpt.ts';
import { layersAround, type Layers } from './compose/development/layers.ts';
import { sourceMounts } from './compose/development/mounts.ts';
import { addToOverride, movedBy, newOverrideText, takeOut } from './compose/development/moveSettings.ts';
import { debugPorts } from './compose/development/ports.ts';
import { isSameMerged } from './compose/development/sameMerged.ts';
import type { DevelopmentSetting } from './compose/development/settings.ts';
import { survivesIn } from './compose/development/survives.ts';

export const noDevSettingsInBase = defineComposeRule<object>({
  meta: {
    id: 'no-dev-settings-in-base',
    description: 'Keeps settings for development out of the compose file that production uses, too.',
    subject: 'compose',
    language: 'compose',
    severity: 'information',
    confidence: 'medium',
    fix: 'suggestion',
    weight: { overall: 5, security: 4, maintainability: 5 },
    options: {},
    messages: {
      deployed: '`{service}` has {settings} in production, too, since `{witness}` leaves it as it is here: move it to `{target}`.',
      beside: '`{service}` has {settings} wherever this file is used without `{witness}`, which is the file for that: move it there.',
    },
  },
  check(context) {
    const { compose, project, path } = context;
    if (!compose.isTrustworthy || !project || !path) return;
    const layers = layersAround(project, path);
    if (!layers) return;
    for (const service of compose.services) checkService(context, service, { layers, view: project, path });
  },
});

interface Place {
  readonly layers: Layers;
  readonly view: ProjectView;
  readonly path: string;
}

/** Services that only developers start. */
const FOR_DEVELOPERS = /(?:^|[-_.])(?:dev|develop|development|debug|watch|watcher|storybook|hmr|livereload)(?:$|[-_.])/i;

function checkService(context: ComposeContext, service: ComposeService, place: Place): void {
  const { compose, report } = context;
  if (service.get('build')?.origin !== 'own' || FOR_DEVELOPERS.test(service.name) || isForProfile(service)) return;
  const settings = settingsOf(compose, service, place);
  const told = inOrder(settings);
  const [first] = told;
  if (!first) return;
  const { layers } = place;
  const isDeployed = layers.deployed.length > 0;
  const { fix, withheld } = fixFor(context, service, settings, place);
  report({
    messageId: isDeployed ? 'deployed' : 'beside',
    data: { service: service.name, settings: listed(told.map(({ text }) => text)), witness: layers.witness, target: layers.target.path },
    span: first.span,
    ...(isDeployed && { severity: 'warning' as const }),
    related: told.slice(1).map(({ span, text }) => ({ span, message: `For development: ${text}.` })),
    fixes: fix ? [fix] : [],
    ...(withheld !== null && { withheld }),
  });
}

/** Those that are told of, as the file has them. */
function inOrder(settings: readonly DevelopmentSetting[]): readonly DevelopmentSetting[] {
  return settings.filter(({ text }) => text !== '').sort((a, b) => a.span.start - b.span.start);
}

function isForProfile(service: ComposeService): boolean {
  const profiles = service.get('profiles')?.data;
  return Array.isArray(profiles) && profiles.length > 0 && profiles.every((profile) => typeof profile === 'string' && /dev|debug|local|watch|tool/i.test(profile));
}

function settingsOf(compose: ComposeModel, service: ComposeService, { layers, view, path }: Place): readonly DevelopmentSetting[] {
  const found = [...(layers.deploysSource ? [] : sourceMounts(service, view, path)), developmentCommand(service), ...debugPorts(compose, service), developmentTarget(service, view)];
  const settings = found.filter((one) => one !== null);
  if (settings.length === 0 || layers.deployed.length === 0) return settings;
  const deployed = layers.deployed.flatMap(({ services }) => services.get(service.name) ?? []);
  return settings.filter((setting) => deployed.some((one) => survivesIn(one, setting)));
}

/** Moves what can be moved; both files together then mean what they meant before. */
function fixFor({ compose }: ComposeContext, service: ComposeService, settings: readonly DevelopmentSetting[], place: Place): { fix: Fix | null; withheld: string | null } {
  const isLast = settings.some(({ kind, refused }) => kind === 'target' && refused === null);
  const judged = settings.map((setting) => (isWholeCommand(setting) ? { ...setting, refused: refusalWithoutCommand(place.view, service.name, isLast) } : setting));
  const movable = judged.filter(({ refused }) => refused === null);
  const reason = judged.find(({ refused }) => refused !== null)?.refused ?? null;
  if (movable.length === 0) return { fix: null, withheld: reason };
  const made = move(compose, service, movable, place);
  return typeof made === 'string' ? { fix: null, withheld: made } : { fix: made, withheld: reason };
}

function isWholeCommand({ kind, remainder, refused }: DevelopmentSetting): boolean {
  return kind === 'command' && remainder === null && refused === null;
}

function move(base: ComposeModel, service: ComposeService, settings: readonly DevelopmentSetting[], { layers, view }: Place): Fix | string {
  const { path, exists } = layers.target;
  const taken = takeOut(base, service, settings);
  if ('refused' in taken) return taken.refused;
  const excerpt = excerptOf(base, service, taken.edits);
  if (!excerpt) return UNUSUAL;
  const { before, after } = excerpt;
  const moved = movedBy(service, settings);
  const what = listed(inOrder(settings).map(({ text }) => text));
  const title = `Move ${what} to \`${path}\`: whoever uses this file without it no longer has that`;
  if (!exists) {
    const text = newOverrideText(base, service.name, moved);
    if (!isSameMerged(service.name, [before], [after, parseCompose(text)])) return DIFFERS;
    return { kind: 'suggestion', title, edits: taken.edits, creates: [{ path, text }] };
  }
  const override = view.composeFile?.(path) ?? null;
  if (!override) return `\`${path}\` cannot be read right now.`;
  const added = addToOverride(override, service.name, moved);
  if ('refused' in added) return `\`${path}\`: ${added.refused}`;
  const overrideAfter = added.edits.length === 0 ? override : parseCompose(applyEdits(override.text, added.edits));
  if (!isSameMerged(service.name, [before, override], [after, overrideAfter])) return DIFFERS;
  const elsewhere = added.edits.length === 0 ? {} : { elsewhere: [{ path, text: override.text, edits: added.edits }] };
  return { kind: 'suggestion', title, edits: taken.edits, ...elsewhere };
}

const UNUSUAL = 'The service is written too unusually to take settings out of it with certainty.';
const DIFFERS = 'Both files together would no longer mean the same, so it is better moved by hand.';
