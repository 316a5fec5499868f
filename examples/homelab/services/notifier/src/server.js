const express = require('express');
const mqtt = require('mqtt');
const pino = require('pino');
const { deliver } = require('./channels');
const { matches } = require('./rules');

const log = pino({ name: 'notifier', level: process.env.LOG_LEVEL || 'info' });
const port = Number(process.env.PORT || 8111);
const rules = JSON.parse(process.env.RULES || '[]');

const client = mqtt.connect(process.env.MQTT_URL || 'mqtt://mosquitto:1883');
client.on('connect', () => client.subscribe('home/#'));
client.on('message', async (topic, message) => {
  let payload;
  try {
    payload = JSON.parse(message.toString());
  } catch {
    return;
  }
  for (const rule of rules.filter((candidate) => matches(candidate, topic, payload))) {
    try {
      await deliver(rule.channel, { title: rule.title, topic, payload });
    } catch (error) {
      log.error({ err: error, rule: rule.title }, 'not delivered');
    }
  }
});

const app = express();
app.use(express.json());

app.get('/health', (request, response) => {
  response.status(client.connected ? 200 : 503).json({ status: client.connected ? 'healthy' : 'degraded' });
});

app.post('/notify', async (request, response) => {
  const { channel, title, message } = request.body;
  if (!channel || !title) return response.status(422).json({ error: 'channel and title are required' });
  try {
    await deliver(channel, { title, message });
    response.status(202).json({ delivered: true });
  } catch (error) {
    log.error({ err: error }, 'not delivered');
    response.status(502).json({ error: error.message });
  }
});

const server = app.listen(port, () => log.info({ port }, 'listening'));
process.on('SIGTERM', () => {
  client.end();
  server.close();
});
