/**
 * A drydock.json that sets nothing yet: each setting with what it is for, and an example as a comment. Taking the marks of a comment away leaves a file that is
 * read as it stands.
 * @param schema where the schema lies, as the file names it; null where it has no place that everybody has
 */
export function initialConfig(schema: string | null): string {
  return `// What Drydock asks of this folder, in the editor and on the command line; it wins over the editor's settings.
// Lines that are commented out are examples. "drydock rules" lists the rules, "drydock explain RULE" tells of one.
{
${schema === null ? NO_SCHEMA : `  "$schema": ${JSON.stringify(schema)},\n`}
  // Files whose settings count before these, relative to this one.
  // "extends": ["./shared/drydock.json"],

  // Severity (default, off, hint, information, warning, error) and options of rules; default leaves it to the rule.
  "rules": {
    // "require-non-root-user": "warning",
    // "standard-base-image": { "severity": "information" }
  },

  // Other settings of rules for some files; where several match, the last one wins.
  "overrides": [
    // { "files": ["legacy/**"], "rules": { "copy-manifests-first": "off" } }
  ],

  // Patterns of files that a scan leaves out.
  // "exclude": ["vendor/**"],

  // Services by name, and files by pattern, that have to reach the score that "gates" names for critical ones.
  // "critical": ["api", "services/payments/**"],

  // Scores that each file has to reach, or a scan fails: of 100, and of 10. "drydock explain score" tells how they come about.
  // "gates": { "overall": 70, "critical": 80, "security": 7, "maintainability": 7 },

  // True where each comment that silences a finding has to say why.
  "silencing": { "requireReason": false }
}
`;
}

/** VS Code knows the schema by the file's name. */
const NO_SCHEMA = `  // For editors other than VS Code, where Drydock is installed in the project:
  // "$schema": "./node_modules/drydock/server/drydock.schema.json",
`;
