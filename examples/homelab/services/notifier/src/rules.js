/** A rule is { title, channel, topic, field, above } or { ..., below }. */
function matches(rule, topic, payload) {
  if (rule.topic !== topic) return false;
  const value = payload[rule.field];
  if (typeof value !== 'number') return false;
  if (rule.above !== undefined && value > rule.above) return true;
  return rule.below !== undefined && value < rule.below;
}

module.exports = { matches };
