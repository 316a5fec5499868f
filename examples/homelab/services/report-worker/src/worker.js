import cron from 'node-cron';
import pg from 'pg';
import { render } from './render.js';
import { summarize } from './summary.js';

const pool = new pg.Pool({ connectionString: process.env.POSTGRES_DSN, max: 2 });
const notifier = process.env.NOTIFIER_URL ?? 'http://notifier:8111';

const EVENTS = `
  SELECT device, count(*)::int AS events, max(at) AS last_seen
  FROM events
  WHERE at > now() - interval '1 day'
  GROUP BY device`;

async function report() {
  const { rows } = await pool.query(EVENTS);
  const message = await render('daily', summarize(rows, new Date()));
  const response = await fetch(`${notifier}/notify`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ channel: 'mail', title: 'The day at home', message }),
  });
  if (!response.ok) throw new Error(`notifier answered ${response.status}`);
}

cron.schedule(process.env.REPORT_CRON ?? '0 21 * * *', () => {
  report().catch((error) => console.error('report failed:', error.message));
});
console.log('report-worker is waiting for its time');

process.on('SIGTERM', async () => {
  await pool.end();
  process.exit(0);
});
