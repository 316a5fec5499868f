import { ownCopy } from '../text/ownCopy.ts';

/** What JSON can tell. Keys of objects are ours, never words of a file. */
type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/** How a value begins: the lowest bits of its first number say what it is, those above how much of it, or which one. */
const KIND_BITS = 3;
const [CONSTANT, WHOLE, NUMBER, SHARED, OWN, LIST, OBJECT] = [0, 1, 2, 3, 4, 5, 6] as const;
const CONSTANTS: readonly Plain[] = [null, true, false];

/** The largest whole number that is written as one: its bits and those of the kind are 32 together. */
const MOST_WHOLE = 2 ** (32 - KIND_BITS) - 1;

/** Arguments of one call. */
const MOST_ARGUMENTS = 8_192;

/**
 * Keeps plain data of one shape, such as the findings of ten thousand files, in a tenth of the room that objects take: each value becomes a text of
 * one byte a character, and strings and lists of keys are kept once for all values. What was given is made anew from it whenever somebody asks.
 */
export class PackedData {
  private readonly texts = new Numbered();
  private readonly shapes = new Numbered();
  private readonly keys: (readonly string[])[] = [];
  private readonly bytes: number[] = [];

  /** @param own keys whose strings are others each time: they stand in the value itself, where they take less room */
  constructor(private readonly own: ReadonlySet<string> = new Set()) {}

  pack(value: unknown): string {
    this.bytes.length = 0;
    this.write(value as Plain, false);
    let packed = '';
    for (let at = 0; at < this.bytes.length; at += MOST_ARGUMENTS) packed += String.fromCharCode(...this.bytes.slice(at, at + MOST_ARGUMENTS));
    return packed;
  }

  /** @param packed what `pack` gave */
  unpack(packed: string): unknown {
    return new Reader(packed, this.texts.all, this.keys).read();
  }

  private write(value: Plain, isOwn: boolean): void {
    if (typeof value === 'string') this.writeText(value, isOwn);
    else if (typeof value === 'number') this.writeNumber(value);
    else if (value === null || typeof value === 'boolean') this.begin(CONSTANT, CONSTANTS.indexOf(value));
    else if (isList(value)) {
      this.begin(LIST, value.length);
      for (const item of value) this.write(item, isOwn);
    } else {
      const shape = this.shapeOf(Object.keys(value));
      this.begin(OBJECT, shape);
      for (const key of this.keys[shape]!) this.write(value[key]!, this.own.has(key));
    }
  }

  private writeText(text: string, isOwn: boolean): void {
    if (!isOwn || !/^[\0-\xff]*$/.test(text)) return this.begin(SHARED, this.texts.of(text));
    this.begin(OWN, text.length);
    for (let at = 0; at < text.length; at++) this.bytes.push(text.charCodeAt(at));
  }

  private writeNumber(value: number): void {
    const isWhole = Number.isInteger(value) && value >= 0 && value <= MOST_WHOLE && !Object.is(value, -0);
    if (isWhole) this.begin(WHOLE, value);
    else this.begin(NUMBER, this.texts.of(Object.is(value, -0) ? '-0' : String(value)));
  }

  private begin(kind: number, amount: number): void {
    let left = ((amount << KIND_BITS) | kind) >>> 0;
    for (; left > 0x7f; left >>>= 7) this.bytes.push((left & 0x7f) | 0x80);
    this.bytes.push(left);
  }

  private shapeOf(keys: readonly string[]): number {
    const shape = this.shapes.of(keys.join('\0'));
    this.keys[shape] ??= keys;
    return shape;
  }
}

/** Strings by number, and their numbers. */
class Numbered {
  readonly all: string[] = [];
  private readonly numbers = new Map<string, number>();

  of(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    const kept = ownCopy(text);
    this.numbers.set(kept, this.all.length);
    return this.all.push(kept) - 1;
  }
}

class Reader {
  private at = 0;

  constructor(
    private readonly packed: string,
    private readonly texts: readonly string[],
    private readonly keys: readonly (readonly string[])[],
  ) {}

  read(): Plain {
    const first = this.number();
    const amount = first >>> KIND_BITS;
    switch (first & (2 ** KIND_BITS - 1)) {
      case CONSTANT:
        return CONSTANTS[amount]!;
      case WHOLE:
        return amount;
      case NUMBER:
        return Number(this.texts[amount]);
      case SHARED:
        return this.texts[amount]!;
      case OWN:
        this.at += amount;
        return this.packed.slice(this.at - amount, this.at);
      case LIST:
        return this.list(amount);
      default:
        return this.object(this.keys[amount]!);
    }
  }

  private list(length: number): Plain {
    const items: Plain[] = [];
    for (let left = length; left > 0; left--) items.push(this.read());
    return items;
  }

  private object(keys: readonly string[]): Plain {
    const object: Record<string, Plain> = {};
    for (const key of keys) object[key] = this.read();
    return object;
  }

  private number(): number {
    let number = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.packed.charCodeAt(this.at++);
      number |= (byte & 0x7f) << shift;
      if (byte < 0x80) return number >>> 0;
    }
  }
}

function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}
