import { Lexer } from 'yaml';

/** What the library's lexer keeps to itself. */
interface LexerParts {
  readonly buffer: string;
  pos: number;
  lex(source: string): Generator<string, void>;
  pushCount(length: number): Iterable<string, number>;
  pushToIndex(end: number, allowEmpty: boolean): Iterable<string, number>;
  pushSpaces(allowTabs: boolean): Iterable<string, number>;
}

const OpenLexer = Lexer as unknown as new () => LexerParts;

/**
 * The library's lexer (yaml 2.9, `parse/lexer.ts`), which hands each lexeme on through as many as six generators: a fifth of a reading, and a third of
 * what it leaves to the garbage collector. Here the three methods that cut lexemes off put them into a list, and only what stands between them (that a
 * scalar follows, for one) takes the long way.
 */
export class ListingLexer extends OpenLexer {
  private readonly found: string[] = [];
  private readonly nothing = new NothingMore();

  /** @param most lexemes after which it gives up: brackets without end come in one list, before anybody can look at how many there are */
  constructor(private readonly most = Infinity) {
    super();
  }

  /** All lexemes of a text, for which the lexer is made anew. Throws a RangeError where there are more than the most. */
  list(text: string): readonly string[] {
    for (const mark of this.lex(text)) this.found.push(mark);
    return this.found;
  }

  override pushCount(length: number): Iterable<string, number> {
    return this.pushToIndex(this.pos + Math.max(0, length), false);
  }

  override pushToIndex(end: number, allowEmpty: boolean): Iterable<string, number> {
    const lexeme = this.buffer.slice(this.pos, end);
    if (lexeme !== '' || allowEmpty) this.found.push(lexeme);
    if (this.found.length > this.most) throw new RangeError(`more than ${this.most} lexemes`);
    this.pos += lexeme.length;
    return this.nothing.after(lexeme.length);
  }

  override pushSpaces(allowTabs: boolean): Iterable<string, number> {
    let end = this.pos;
    while (this.buffer[end] === ' ' || (allowTabs && this.buffer[end] === '\t')) end++;
    return this.pushToIndex(end, false);
  }
}

/** What a method gives that has put its lexeme into the list: none to hand on, and its length. */
class NothingMore implements IterableIterator<string, number> {
  private readonly result = { done: true as const, value: 0 };

  after(length: number): this {
    this.result.value = length;
    return this;
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorReturnResult<number> {
    return this.result;
  }
}
