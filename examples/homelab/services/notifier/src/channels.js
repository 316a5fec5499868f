const nodemailer = require('nodemailer');

const mail = nodemailer.createTransport(process.env.SMTP_URL || 'smtp://localhost:1025');

const channels = {
  async mail(notice) {
    await mail.sendMail({
      from: process.env.MAIL_FROM || 'home@example.com',
      to: process.env.MAIL_TO || 'me@example.com',
      subject: notice.title,
      text: notice.message || JSON.stringify(notice.payload, null, 2),
    });
  },

  async webhook(notice) {
    const response = await fetch(process.env.WEBHOOK_URL, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(notice),
    });
    if (!response.ok) throw new Error(`webhook answered ${response.status}`);
  },
};

async function deliver(channel, notice) {
  if (!Object.hasOwn(channels, channel)) throw new Error(`unknown channel ${channel}`);
  await channels[channel](notice);
}

module.exports = { deliver };
