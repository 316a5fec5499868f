/**
 * Starts to watch a line at whose end somebody types. It runs inside the page, so it knows nothing from outside of it. Each key is followed from the
 * browser's own time of it to the frame that shows its letter, and to the frame in which the squiggle reaches as far as the text did with that letter:
 * the findings of that text or of a newer one.
 *
 * @param text what the line starts with
 */
export function watchLine(text) {
  const rows = (selector) => [...document.querySelectorAll(`.part.editor .monaco-editor .lines-content ${selector}`)];
  const line = () => rows('.view-line').find(({ textContent }) => textContent.replaceAll('\u00a0', ' ').startsWith(text));
  const start = line();
  const length = start.textContent.length;
  const letterWidth = start.firstElementChild.getBoundingClientRect().width / length;

  /** Letters from the start of the line to the end of its last squiggle. They are drawn apart from the text, at the same height. */
  const underlined = () => {
    const top = line()?.style.top;
    const marks = rows('.view-overlays > div').find(({ style }) => style.top === top)?.querySelectorAll('[class*="squiggly-"]') ?? [];
    return Math.round(Math.max(0, ...[...marks].map(({ style }) => parseFloat(style.left) + parseFloat(style.width))) / letterWidth);
  };
  const isScanning = () => [...document.querySelectorAll('.notification-list-item')].some(({ textContent }) => textContent.includes('Drydock: scanning'));

  const keys = [];
  // A change is made within a frame; the next task comes when that frame is done.
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => {
    const now = performance.now();
    for (const key of keys) {
      if (key.length <= data.typed) key.shown ??= now - key.pressed;
      if (key.length <= data.underlined) key.checked ??= now - key.pressed;
    }
  };
  const observer = new MutationObserver(() => port2.postMessage({ typed: line()?.textContent.length ?? 0, underlined: underlined() }));
  observer.observe(start.closest('.monaco-editor'), { subtree: true, childList: true, attributes: true, characterData: true });
  const listen = ({ key, timeStamp }) => {
    if (key.length === 1) keys.push({ length: length + keys.length + 1, pressed: timeStamp, isScanning: isScanning() });
  };
  window.addEventListener('keydown', listen, true);
  window.drydockTyping = {
    keys,
    stop() {
      observer.disconnect();
      window.removeEventListener('keydown', listen, true);
    },
  };
}
