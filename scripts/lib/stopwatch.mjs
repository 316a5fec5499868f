/** Starts now; each call gives the time since as text: "0.42 s", "12.3 s", "3 min 05 s". */
export function stopwatch() {
  const start = performance.now();
  return () => formatDuration(performance.now() - start);
}

/** Milliseconds as a person reads them. */
function formatDuration(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(2)} s`;
  if (seconds < 120) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}
