import type { DockerfileFacts, StageFact } from '../../../core/dockerfile/facts.ts';
import { describeImage } from '../../../core/dockerfile/knownImages.ts';
import type { DockerfileModel, Stage } from '../../../core/dockerfile/model.ts';
import { stageChain } from '../../../core/dockerfile/stageChain.ts';
import { sliceSpan } from '../../../core/text/span.ts';
import { refuse, type Refusal } from '../../layers/proof.ts';
import { createdAccounts } from './createdAccounts.ts';

/** An account that an application can run as. */
export interface ApplicationAccount {
  /** As USER names it. */
  readonly name: string;
  /** Creates it; null where it is there. */
  readonly command: string | null;
}

/** Red Hat's minimal images have no useradd. */
const MINIMAL = /(?:micro|minimal)/;

/** The account that the file uses or creates, else the one that the image has for applications, else a new one. */
export function applicationAccount(model: DockerfileModel, facts: DockerfileFacts, stage: Stage): ApplicationAccount | Refusal {
  const [created] = createdAccounts(model, facts, stage);
  const used = usedBefore(stage) ?? (created === undefined ? ownerOfFiles(stage) : created);
  if (used === null) return refuse('the name of the account that is created here is not known');
  if (used !== undefined) return { name: used, command: null };
  const fact = facts.stageFact(stage);
  const image = fact.baseImage && describeImage(fact.baseImage);
  if (image?.applicationUser !== undefined) return { name: image.applicationUser, command: null };
  if (image && image.user !== 'root') return { name: String(image.user), command: null };
  return makesAccounts(model, stage) ? refuse('groups or accounts are made here in a way that is not understood') : newAccount(fact);
}

/** A group of the same name would stop the build. */
function makesAccounts({ text }: DockerfileModel, stage: Stage): boolean {
  return stageChain(stage).some(({ instructions }) => instructions.some(({ span }) => /groupadd|addgroup|\/etc\/(?:passwd|group)\b/.test(sliceSpan(text, span))));
}

function usedBefore(stage: Stage): string | null {
  const users = stageChain(stage).flatMap(({ instructions }) => instructions.filter(({ keyword, isTrigger }) => keyword === 'USER' && !isTrigger).reverse());
  const found = users.find(({ words }) => words.length === 1 && !/^(?:root|0)(?::|$)/.test(words[0]!.value) && !words[0]!.raw.includes('$'));
  return found?.words[0]!.value ?? null;
}

/** The account that the application's files were given to, most likely for this. */
function ownerOfFiles({ instructions }: Stage): string | undefined {
  for (const { keyword, flags } of instructions) {
    const owner = keyword === 'COPY' ? flags.find(({ name }) => name === 'chown')?.value?.split(':')[0] : undefined;
    if (owner && /^[a-z_][a-z0-9_-]*$/i.test(owner) && owner !== 'root') return owner;
  }
  return undefined;
}

/** groupadd(8) and useradd(8) of shadow-utils; addgroup and adduser of BusyBox. A home, since many programs keep something there. */
function newAccount({ distribution, baseImage }: StageFact): ApplicationAccount | Refusal {
  switch (distribution) {
    case 'alpine':
      return { name: 'app', command: 'RUN addgroup -S app && adduser -S -G app app' };
    case 'debian':
    case 'ubuntu':
      return { name: 'app', command: 'RUN groupadd --system app && useradd --system --gid app --create-home app' };
    case 'redhat':
      if (baseImage && MINIMAL.test(`${baseImage.path} ${baseImage.tag ?? ''}`)) return refuse('this image has no useradd: create the account in another stage or install shadow-utils');
      return { name: 'app', command: 'RUN groupadd --system app && useradd --system --gid app --create-home app' };
    default:
      return refuse('how this image creates accounts is not known');
  }
}
