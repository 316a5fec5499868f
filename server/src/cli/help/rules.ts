/** `drydock explain --help`, `drydock rules --help` and `drydock init --help`. */
export const EXPLAIN = `explain tells why a rule exists, what it finds, with examples, and when not to use it. explain score tells
how scores come about: without paths the formula, with paths what each file loses to which rule.

  --config FILE        use this file instead of the project's drydock.json
`;

export const RULES_LIST = `rules lists all rules: what they are about, how grave their findings are, and what is fixed.

  --format text|json   how to print them (default: text)
`;

export const INIT = `init writes a drydock.json with its schema and comments into a folder; one that is there is left alone.

  --print              print it instead of writing it
`;
