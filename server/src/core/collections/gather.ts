/*
 * `flatMap` for what is asked for every file: the built-in one calls into V8's runtime for each element that it keeps, and wants a list made
 * for each that it leaves out.
 */

/** The answers that there are, in the order of the items. */
export function gather<Item, Answer>(items: readonly Item[], ask: (item: Item) => Answer | null | undefined): Answer[] {
  const answers: Answer[] = [];
  for (const item of items) {
    const answer = ask(item);
    if (answer !== null && answer !== undefined) answers.push(answer);
  }
  return answers;
}

/** The answers of all items in one list. */
export function gatherAll<Item, Answer>(items: readonly Item[], ask: (item: Item) => readonly Answer[]): Answer[] {
  const all: Answer[] = [];
  for (const item of items) for (const answer of ask(item)) all.push(answer);
  return all;
}

/**
 * `map` whose list stays of one kind for V8. The built-in one makes another kind in functions that V8 has optimised than it made before, whereupon
 * all optimised code that reads the list is thrown away and made anew.
 */
export function gatherEach<Item, Answer>(items: readonly Item[], ask: (item: Item) => Answer): Answer[] {
  const answers: Answer[] = [];
  for (const item of items) answers.push(ask(item));
  return answers;
}
