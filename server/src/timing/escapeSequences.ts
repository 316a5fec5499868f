/** What begins a sequence that takes parameters, and one that takes a string: OSC, DCS, SOS, PM, APC (ECMA-48, in 7 and in 8 bits). */
const CSI = '(?:\\u001b\\[|\\u009b)[0-?]*[ -/]*';
/** A string holds no control character that begins or ends another, so that no character is looked at twice. */
const STRING = '(?:\\u001b[\\]PX^_]|[\\u0090\\u0098\\u009d-\\u009f])[^\\u0007\\u001b\\u0090\\u0098\\u009b-\\u009f]*';
const SEQUENCE = new RegExp(`${CSI}[@-~]|${STRING}(?:\\u0007|\\u001b\\\\|\\u009c)|\\u001b[ -/]*[0-OQ-WYZ\`-~]`, 'g');
const UNFINISHED = new RegExp(`(?:${CSI}|${STRING}\\u001b?|\\u001b[ -/]*)$`);

/** Without what terminals do not show but obey: colours, moves of the cursor, titles and links. */
export function withoutSequences(text: string): string {
  return text.replace(SEQUENCE, '');
}

/** The sequence at the end of a text that may go on in the next piece; empty where none does. */
export function unfinishedSequence(text: string): string {
  return UNFINISHED.exec(text)?.[0] ?? '';
}
