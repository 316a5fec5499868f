import { Composer, Schema, type CST, type Document, type SchemaOptions } from 'yaml';
import { span, type Span } from '../text/span.ts';
import { ListingLexer } from './listingLexer.ts';
import { QuietParser } from './quietParser.ts';
import { composeTags } from './tags.ts';

/** What one reading of the text yields. */
export interface YamlStream {
  readonly documents: readonly Document.Parsed[];
  readonly commentSpans: readonly Span[];
  /** False where a limit stopped the reading; `documents` is then empty. */
  readonly complete: boolean;
}

/**
 * Limits that no compose file reaches by honest means. The composer recurses once per nesting level and builds its
 * regular expressions on the way; near the end of the stack that aborts the process instead of throwing, so depth is
 * bounded before it starts. Each error costs a stack trace: 10^6 of them take 15 s.
 */
const LIMITS = { depth: 128, lexemes: 400_000, errors: 500, documents: 1_000 } as const;

class LimitReached extends Error {}

const SCHEMA_OPTIONS: SchemaOptions = { merge: true, customTags: composeTags };

/** What the library would make anew for each document, however short: all that it remembers is which of YAML's own rarer tags were met. */
const SCHEMA = new Schema({ schema: 'core', resolveKnownTags: true, ...SCHEMA_OPTIONS });

class BoundedComposer extends Composer {
  private reported = 0;

  /** @param text what it is to read: a `%YAML` directive in it may ask for another schema */
  constructor(text: string) {
    super({ uniqueKeys: false, logLevel: 'silent', ...(text.includes('%YAML') ? SCHEMA_OPTIONS : { schema: SCHEMA }) });
    // The library keeps its handler private and offers no bound of its own.
    const inner = this as unknown as { onError: (...args: unknown[]) => void };
    const onError = inner.onError;
    inner.onError = (...args) => {
      if (++this.reported > LIMITS.errors) throw new LimitReached();
      onError(...args);
    };
  }
}

/** Reads every document of a YAML text and the places of its comments in one pass; throws on nothing. */
export function readYamlStream(text: string): YamlStream {
  const commentSpans: Span[] = [];
  const documents: Document.Parsed[] = [];
  try {
    for (const document of new BoundedComposer(text).compose(tokensOf(text, commentSpans), false, text.length)) {
      if (documents.length >= LIMITS.documents) throw new LimitReached();
      documents.push(document);
    }
    return { documents, commentSpans, complete: true };
  } catch {
    // Either a limit of ours or a defect of the library on text nobody writes: both mean "not readable".
    return { documents: [], commentSpans, complete: false };
  }
}

/** Feeds the library's parser lexeme by lexeme, noting comments: its documents keep their text, but no offsets. */
function* tokensOf(text: string, comments: Span[]): Generator<CST.Token> {
  const parser = new QuietParser();
  let errors = 0;
  let scalarFollows = false;
  for (const lexeme of new ListingLexer(LIMITS.lexemes).list(text)) {
    if (parser.stack.length > LIMITS.depth) throw new LimitReached();
    if (!scalarFollows && lexeme.charCodeAt(0) === HASH) comments.push(span(parser.offset, parser.offset + lexeme.length));
    scalarFollows = lexeme === SCALAR_MARK;
    for (const token of parser.read(lexeme)) {
      // The composer turns these into errors without asking its handler.
      if (token.type === 'error' && ++errors > LIMITS.errors) throw new LimitReached();
      yield token;
    }
  }
  yield* parser.end();
}

const HASH = 35;
/** The lexer's control character that announces a plain or block scalar, which may begin with `#`. */
const SCALAR_MARK = '\u001f';
