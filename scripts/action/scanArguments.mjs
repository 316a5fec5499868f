/** The inputs of action.yml. */
export const INPUTS = ['paths', 'config', 'format', 'fail-on', 'fail-under', 'gates', 'baseline', 'changed-since', 'sarif-file', 'summary'];

/**
 * The command line of a scan from what a workflow says. Each value is one argument, joined to its option: none of them is read by a shell, or
 * taken for another option.
 * @param inputs the values of action.yml's inputs, by name
 * @param summary the file that the Markdown report goes to; null for none
 * Throws an Error with a sentence for the person who wrote the workflow.
 */
export function scanArguments(inputs, summary) {
  const value = (name) => (inputs[name] ?? '').trim();
  const option = (name) => (value(name) === '' ? [] : [`--${name}=${oneLine(name, value(name))}`]);
  return [
    'scan',
    ...['format', 'config', 'fail-on', 'fail-under', 'baseline', 'changed-since'].flatMap(option),
    ...(isTrue('gates', value('gates')) ? ['--gates'] : []),
    ...(value('sarif-file') === '' ? [] : [`--report=sarif=${oneLine('sarif-file', value('sarif-file'))}`]),
    ...(summary === null ? [] : [`--report=markdown=${summary}`]),
    '--',
    ...lines(inputs['paths'] ?? ''),
  ];
}

/** YAML has no better list to give. */
function lines(text) {
  return text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '');
}

function oneLine(name, value) {
  if (/[\r\n]/.test(value)) throw new Error(`The input ${name} takes one line.`);
  return value;
}

/** As workflows write it; a typing error must not switch a gate off. */
export function isTrue(name, value) {
  if (value === '' || value === 'false') return false;
  if (value === 'true') return true;
  throw new Error(`The input ${name} is true or false, not "${value}".`);
}
