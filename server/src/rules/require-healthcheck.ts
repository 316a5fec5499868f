import { describeImage } from '../core/dockerfile/knownImages.ts';
import type { Stage } from '../core/dockerfile/model.ts';
import { stageChain } from '../core/dockerfile/stageChain.ts';
import { findStage } from '../core/dockerfile/stages.ts';
import type { Fix } from '../core/engine/finding.ts';
import { defineDockerfileRule, type DockerfileContext } from '../core/engine/rule.ts';
import { familyOf } from '../core/image/family.ts';
import { isRefusal, refuse, type Refusal } from './layers/proof.ts';
import { sentence } from './messages/sentence.ts';
import { probeCommand } from './stages/health/probe.ts';
import { exposesWebPort, servedPort } from './stages/health/servedPort.ts';
import { linesAbove, linesBelow } from './stages/insertLines.ts';
import { isPackagedService } from './stages/packagedService.ts';
import { isJob, isJobName, isServer, runsApplication } from './stages/services.ts';
import { shippedStages } from './stages/shippedStages.ts';
import { startCommand, startedProgram, startsShell, type StartCommand } from './stages/startCommand.ts';

/** Official images that serve pages by themselves: files are all that is added. */
const SERVER_IMAGES: ReadonlySet<string> = new Set(['nginx', 'httpd', 'caddy', 'tomcat']);
/** Images without any program that could ask. */
const DISTROLESS = /distroless|chiseled|chainguard/;
/** Programs with protocols of their own. */
const NO_PAGES = /php-fpm|fcgi|fastcgi|socks|proxy|polipo|vpn|(?:^|\/)(?:tor|ssserver|mtg|traefik|envoy)$/;
/** A path that is there to be asked. */
const HEALTH_PATH = /(?<![\w./-])\/(?:api\/)?(?:healthz?|healthcheck|readyz?|livez|ping|actuator\/health|-\/healthy)(?![\w/.-])/;
/** Platforms that start containers by a protocol of their own, or ask for health in another way. */
const OTHER_PLATFORMS = /grpc|awslambdaric|lambda-adapter|LAMBDA_TASK_ROOT|functions-framework|AzureWebJobs/i;

export const requireHealthcheck = defineDockerfileRule<object>({
  meta: {
    id: 'require-healthcheck',
    description: 'Services say how to ask whether they work.',
    subject: 'stages',
    language: 'dockerfile',
    severity: 'hint',
    confidence: 'medium',
    fix: 'suggestion',
    weight: { overall: 4, security: 0, maintainability: 3 },
    options: {},
    messages: {
      none: 'This image does not say how to ask whether its service works, so Docker takes a hung one for a good one: add a HEALTHCHECK, here or in the compose file.',
    },
  },
  check(context) {
    const { dockerfile, project, report } = context;
    if (dockerfile.stages.length === 1 && /^[ \t]*HEALTHCHECK\b/im.test(dockerfile.text)) return;
    for (const stage of shippedStages(dockerfile, project)) {
      const start = startCommand(dockerfile, stage);
      if (isAskedByCompose(context, stage) || !lacksHealthcheck(context, stage, start)) continue;
      const offered = offer(context, stage, start);
      const place = [start?.entrypoint, start?.cmd].find((one) => one?.stage === stage) ?? stage.from;
      report({
        messageId: 'none',
        span: place.keywordSpan,
        ...(isRefusal(offered) ? { withheld: sentence(offered.reason) } : { fixes: [offered], withheld: 'What the service answers cannot be seen from here.' }),
      });
      return;
    }
  },
});

/** True where every service that compose builds of a stage has a `healthcheck` of its own, or is a job. */
function isAskedByCompose({ dockerfile, project }: DockerfileContext, stage: Stage): boolean {
  const last = dockerfile.stages.at(-1);
  const services = (project?.uses ?? []).filter(({ source, target }) => source === 'compose' && (target === null ? last : findStage(dockerfile, target)) === stage);
  return services.length > 0 && services.every(({ hasHealthcheck, service }) => hasHealthcheck || (service !== null && isJobName(service)));
}

function lacksHealthcheck(context: DockerfileContext, stage: Stage, start: StartCommand | null): boolean {
  const { dockerfile, facts } = context;
  const { baseImage, distribution } = facts.stageFact(stage);
  // Nothing in scratch could ask; other images that are not known here may have a HEALTHCHECK.
  if (!baseImage || !describeImage(baseImage) || distribution === 'windows' || distribution === 'scratch' || DISTROLESS.test(baseImage.text)) return false;
  const chain = stageChain(stage);
  if (chain.some(({ instructions }) => instructions.some(({ keyword, isTrigger }) => keyword === 'HEALTHCHECK' || isTrigger))) return false;
  if (OTHER_PLATFORMS.test(dockerfile.text)) return false;
  if (!start) return SERVER_IMAGES.has(familyOf(baseImage) ?? '');
  return !startsShell(start) && !isJob(start) && !NO_PAGES.test(startedProgram(start)) && (isServer(start) || servesPages(context, stage, start));
}

/** An exposed port alone may be of any protocol. */
function servesPages(context: DockerfileContext, stage: Stage, start: StartCommand): boolean {
  const { dockerfile, facts } = context;
  return exposesWebPort(facts, stage) && !listsGrpc(context) && (runsApplication(start) || !isPackagedService(dockerfile, facts, stage, start));
}

/** Libraries of gRPC among the dependencies: the port may well be of that protocol. */
function listsGrpc({ project }: DockerfileContext): boolean {
  const texts = (project?.uses ?? []).slice(0, 5).flatMap(({ context: { files } }) => ['requirements.txt', 'package.json'].map((path) => files.text(path) ?? ''));
  return texts.some((text) => /^grpcio\b|"@grpc\/(?:grpc-js|reflection)"|"grpc"/m.test(text));
}

function offer({ dockerfile, facts }: DockerfileContext, stage: Stage, start: StartCommand | null): Fix | Refusal {
  if (!dockerfile.isWellFormed) return refuse('the file cannot be read with certainty');
  const port = servedPort(facts, stage, start);
  if (typeof port === 'object') return port;
  const path = HEALTH_PATH.exec(dockerfile.text)?.[0] ?? '/';
  const words = probeCommand(dockerfile, facts, stage, `http://127.0.0.1${port === 80 ? '' : `:${port}`}${path}`);
  if (!words) return refuse('no program is known to be in this image that could ask the service');
  const command = `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
  const lines = [`HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 ${dockerfile.escape}`, `    CMD ${command}`];
  const place = stage.instructions.find(({ keyword }) => keyword === 'CMD' || keyword === 'ENTRYPOINT');
  const title = `Ask port ${port} for ${path} every 30 seconds (check that it answers without a login, within 20 seconds of the start)`;
  return { kind: 'suggestion', title, edits: [place ? linesAbove(dockerfile, place, lines) : linesBelow(dockerfile, stage.instructions.at(-1) ?? stage.from, lines)] };
}
