const fixes = require('./fixes');
module.exports = { hooks: fixes };
