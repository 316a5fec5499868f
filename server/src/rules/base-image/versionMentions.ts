import type { DockerfileModel } from '../../core/dockerfile/model.ts';
import type { TextEdit } from '../../core/text/edits.ts';
import type { Span } from '../../core/text/span.ts';

/** What a file says about the version besides its FROMs. */
export interface VersionMentions {
  /** Paths such as `/usr/local/lib/python3.9/site-packages`: they follow the image. */
  readonly edits: readonly TextEdit[];
  /** A mention that nobody can change without knowing what it is for: `python3.9-dev`, a `cp39` wheel. */
  readonly blocker: { readonly span: Span; readonly text: string } | null;
}

export const NO_MENTIONS: VersionMentions = { edits: [], blocker: null };

/**
 * A version stands in more places than FROM: `COPY --from=build /usr/local/lib/python3.9/site-packages …` fails as soon as the
 * stage has another Python. Comments are left alone.
 * @param family name of the official image
 * @param from release line that the file has, `3.9`
 * @param to release line that it gets, `3.12`
 */
export function versionMentions(model: DockerfileModel, family: string, from: string, to: string): VersionMentions {
  const pattern = mentionPattern(family, from);
  const edits: TextEdit[] = [];
  for (const { keyword, span, isTrigger } of model.instructions) {
    if ((keyword === 'FROM' || keyword === 'ONBUILD') && !isTrigger) continue;
    const text = model.text.slice(span.start, span.end);
    for (const match of text.matchAll(pattern)) {
      const start = span.start + match.index;
      const end = start + match[0].length;
      if (isInComment(model, start) || (match[0].startsWith(`${family}:`) && !isCopySource(model.text, start))) continue;
      if (!isImagePath(model.text, start, end)) return { edits: [], blocker: { span: { start, end }, text: match[0] } };
      edits.push({ span: { start: end - from.length, end }, text: to });
    }
  }
  return { edits, blocker: null };
}

/** Spellings of a release line beside the image's name, as the paths and packages of each family have them. */
const SPELLINGS: Readonly<Record<string, (version: string, digits: string) => string>> = {
  python: (version, digits) => `(?:python|pip)${version}(?!\\d)|\\b(?:cp|py)${digits}(?!\\d)`,
  ruby: (version) => `\\bruby/(?:gems/)?${version}(?!\\d)`,
  php: (version) => `\\bphp-?${version}(?!\\d)|\\bno-debug-(?:non-)?zts-\\d+`,
  golang: (version) => `\\bgo${version}(?![\\d])`,
  'eclipse-temurin': (version) => `\\b(?:java|jdk|jre|openjdk)-?${version}(?!\\d)`,
  amazoncorretto: (version) => `\\b(?:java|jdk|jre|openjdk|amazon-corretto)-?${version}(?!\\d)`,
};

function mentionPattern(family: string, version: string): RegExp {
  const escaped = version.replaceAll('.', '\\.');
  const image = `\\b${family}:${escaped}(?!\\d)`;
  const spelling = Object.hasOwn(SPELLINGS, family) ? SPELLINGS[family] : undefined;
  return new RegExp(spelling ? `${image}|${spelling(escaped, version.replaceAll('.', ''))}` : image, 'g');
}

/** `--from=node:18`, `from=docker.io/library/node:18` of a mount. */
function isCopySource(text: string, start: number): boolean {
  return /from=(?:[\w.:-]+\/)*$/.test(text.slice(Math.max(0, start - 200), start));
}

/** Comments are in text order. */
function isInComment({ comments }: DockerfileModel, offset: number): boolean {
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (comments[middle]!.span.start <= offset) low = middle + 1;
    else high = middle;
  }
  return low > 0 && offset < comments[low - 1]!.span.end;
}

/** `…/lib/python3.9/…`, but not `/usr/lib/python3.9`, which is the distribution's own Python. */
function isImagePath(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 9), start);
  if (!/\/lib\/$/.test(before) || /(?:^|[^\w.-])\/usr\/lib\/$/.test(before)) return false;
  return text.startsWith('python', start) && /^(?:[/"'\s:,\]]|$)/.test(text.slice(end, end + 1));
}
