const HOUR = 3_600_000;

export function summarize(rows, now) {
  const devices = rows
    .map((row) => ({ ...row, silentHours: Math.floor((now - new Date(row.last_seen)) / HOUR) }))
    .sort((a, b) => b.events - a.events);
  return {
    date: now.toISOString().slice(0, 10),
    total: devices.reduce((sum, device) => sum + device.events, 0),
    busiest: devices.slice(0, 5),
    silent: devices.filter((device) => device.silentHours >= 12),
  };
}
